"""The rows that the planner has to know, for many subjects in three queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from guanjia.duties.models import ArchivedDuty, Duty, Pause
from guanjia.duties.rules.deadline import Pause as RulePause
from guanjia.duties.rules.planned import Planned
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.rows.public import read_rows

COLUMNS = (
    "id", "rev", "subject_id", "standard_code", "occurrence", "round", "version_id", "state", "natural_at", "opens_at",
    "due_at", "closes_at", "short_notice", "performed_at", "born_at", "merged", "alarmed_to", "at_risk", "overdue", "level",
    "moved_rev", "place_id",
)  # fmt: skip
BACK = timedelta(days=1)
STATES = {state.value: state for state in DutyState}


@dataclass(slots=True)
class Existing:
    """`rows` by (subject id, standard code); by duty id its `revs`, its `places` (ids of spaces) and its `rung`:
    (alarmed_to, at_risk, overdue, level, moved_rev)."""

    rows: dict[tuple[int, str], list[Planned]] = field(default_factory=lambda: defaultdict(list))
    revs: dict[int, int] = field(default_factory=dict)
    places: dict[int, int | None] = field(default_factory=dict)
    rung: dict[int, tuple[datetime | None, bool, bool, int, int]] = field(default_factory=dict)

    def versions(self) -> set[int]:
        """Ids of the versions that the live rows carry."""
        return {row.version for rows in self.rows.values() for row in rows if row.live}


def load_existing(site_id: int, kind: str, ids: Collection[int], *, since: datetime) -> Existing:
    """Every duty of these subjects that the planner may need. Of calendar and quota: those live, or due from a day before `since`."""
    found = Existing()
    wanted = Q(site_id=site_id, subject_kind=kind, subject_id__in=ids)
    wanted &= Q(periodic=False) | Q(state__in=LIVE) | Q(due_at__gte=since - BACK)
    pauses = _pauses(site_id, kind, ids)
    for model in (Duty, ArchivedDuty):
        _take(model.objects.filter(wanted), pauses, found)
    return found


def _take(rows: QuerySet[Any], pauses: Mapping[int, tuple[RulePause, ...]], found: Existing) -> None:
    for row in sorted(read_rows(rows, COLUMNS), key=itemgetter(0)):
        (pk, rev, subject, code, occurrence, number, version, state, natural, opens, due, closes, short) = row[:13]
        ended, born, merged, *rung, place = row[13:]
        found.revs[pk] = rev
        found.rung[pk], found.places[pk] = tuple(rung), place
        found.rows[subject, code].append(
            Planned(
                id=pk, occurrence=occurrence, round=number, version=version, state=STATES[state], natural_at=natural,
                opens_at=opens, due_at=due, closes_at=closes, short_notice=short, ended_at=ended, born_at=born,
                merged=merged, pauses=pauses.get(pk, ()), place=place,
            )
        )  # fmt: skip


def _pauses(site_id: int, kind: str, ids: Collection[int]) -> dict[int, tuple[RulePause, ...]]:
    rows = Pause.objects.filter(duty__site_id=site_id, duty__subject_kind=kind, duty__subject_id__in=ids)
    found: dict[int, list[RulePause]] = defaultdict(list)
    for duty, begin, end, reason, cause in rows.order_by("begins_at").values_list(
        "duty_id", "begins_at", "ends_at", "reason", "cause"
    ):
        found[duty].append(RulePause(begin, end, reason, cause))
    return {duty: tuple(each) for duty, each in found.items()}
