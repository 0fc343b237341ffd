"""Late or not, known when a request comes in: area under the curve on the later part of the 311 sample.

Taught on what came in before the split and was decided by then; asked about everything that came in afterwards. While it is
asked, the past of kinds and backlogs goes on as it did, but the model is not taught again.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.framework import Arms, Figure, at_least, figure
from guanjia.dispatch.rules.lateness import Case, LateModel, rows_of

ENGINES = ("sqlite",)
FILE = Path(__file__).resolve().parents[2] / "shared/data/requests/baltimore-311-a.csv"
TAUGHT = 0.7


def run(_arms: Arms) -> Iterator[Figure]:
    """One split by time; the bare arm says how often the kind was late until then."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - a second of import

    cases = read()
    split = cases[int(TAUGHT * len(cases))].created
    last = max(case.created for case in cases)
    rows = rows_of(cases)
    taught = [n for n, case in enumerate(cases) if case.created < split and case.late_by(split) is not None]
    asked = [n for n, case in enumerate(cases) if case.created >= split and case.late_by(last) is not None]
    model = LateModel(rows[taught], [bool(cases[n].late_by(split)) for n in taught])
    answers = np.array([bool(cases[n].late_by(last)) for n in asked])
    auc = roc_auc_score(answers, model.risk(rows[asked]))
    bare = roc_auc_score(answers, rows[asked][:, 5])
    told = (
        f"taught on {len(taught)} until {split:%Y-%m-%d}, asked about {len(asked)}, of them {answers.mean():.3f} late"
    )
    yield figure("late or not, AUC", auc, "", at_least(0.8), told)
    yield figure("the kind's own past alone, AUC", bare, "", at_least(0.5), told)


def read() -> list[Case]:
    """Every request with a promise, in the order they came in."""
    if not FILE.exists():
        raise SystemExit(f"LEFT OUT: {FILE.name} is not here")
    found = []
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["DueDate"]:
                closed = moment_of(row["CloseDate"]) if row["CloseDate"] else None
                created, due = moment_of(row["CreatedDate"]), moment_of(row["DueDate"])
                found.append(Case(row["SRType"], row["Agency"], row["MethodReceived"], created, due, closed))
    return sorted(found, key=lambda each: each.created)


def moment_of(text: str) -> datetime:
    """A moment as the sample writes it; all in one zone, whichever."""
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)
