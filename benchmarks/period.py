"""The public meeting sets placed in a minute on two cores, judged by a scorer that knows nothing of the product (ADR 0103).

The largest public set is placed twice over as well: 800 meetings in twice the days, by the same people in the same rooms. The bare arm
takes the meetings from the largest to the smallest and gives each the cheapest place that breaks no hard rule.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.framework import Arms, Figure, at_most, figure, seconds
from benchmarks.meeting_scorer import Score, score
from guanjia.scheduling.rules.anneal import BY_PEOPLE, cool
from guanjia.scheduling.rules.meeting_set import read_meeting_set, written
from guanjia.scheduling.rules.period import Period
from guanjia.scheduling.rules.search import Effort, Plan, kept, place_period

ENGINES = ("sqlite",)
SETS = Path(__file__).parents[2] / "shared/data/timetable/meeting"
GOALS = {
    "50meetings-160timegrains-5rooms": 163,
    "100meetings-320timegrains-5rooms": 119,
    "400meetings-1280timegrains-5rooms": None,
}
DOUBLED = "400meetings-1280timegrains-5rooms"
LIMIT, SEARCH, WORKERS, SEED = 60, 57, 2, 1


def run(_arms: Arms) -> Iterator[Figure]:
    """Each set once; the seed is fixed, the wall is not."""
    for name, goal in GOALS.items():
        path = SETS / f"{name}.json"
        if not path.exists():
            print(f"LEFT OUT: {path.name} is not at hand")
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        yield from _judged(name.split("-")[0], data, goal)
        if name == DOUBLED:
            yield from _judged("800meetings", twice(data), None)


def _judged(short: str, data: dict[str, Any], goal: int | None) -> Iterator[Figure]:
    """Place one set and have it judged."""
    period, plans = read_meeting_set(data), list[Plan]()
    took = seconds(lambda: plans.append(place(period)))
    judged, bare, bound = score(written(data, plans[0].places)), greedy(data, period), plans[0].bound
    told = f"{WORKERS} workers, seed {SEED}; greedy {bare.hard} hard, {bare.medium} medium, {bare.soft} soft; proved {bound:.0f}"
    yield figure(f"{short}, time", took, "s", at_most(LIMIT), told)
    yield figure(f"{short}, hard", judged.hard, "", at_most(0), told)
    if goal is not None:
        yield figure(f"{short}, medium", judged.medium, "", at_most(goal), told)
    if not bare.hard:  # where it leaves meetings without a room they miss nobody, and there is nothing to compare
        yield figure(f"{short}, medium against greedy", judged.medium / max(1, bare.medium), "x", at_most(1), told)
        yield figure(f"{short}, soft", judged.soft, "", at_most(bare.soft), told)


def twice(data: dict[str, Any]) -> dict[str, Any]:
    """The set and the same once more on as many days that follow it."""
    grains, many = data["timeGrainList"], len(data["timeGrainList"])

    def again(row: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return row | {"@id": f"{row['@id']}-2", "id": row["id"] + 1_000_000} | fields

    later = [again(grain, grainIndex=grain["grainIndex"] + many, day=f"{grain['day']}-2") for grain in grains]
    meetings = [again(meeting) for meeting in data["meetingList"]]
    seats = [again(row, meeting=f"{row['meeting']}-2") for row in data["meetingAssignmentList"]]
    return data | {
        "timeGrainList": grains + later, "meetingList": data["meetingList"] + meetings,
        "meetingAssignmentList": data["meetingAssignmentList"] + seats,
    }  # fmt: skip


def place(period: Period) -> Plan:
    """The search as a page asks for it."""
    return place_period(period, Effort(seconds=SEARCH, workers=WORKERS, seed=SEED))


def greedy(data: dict[str, Any], period: Period) -> Score:
    """The bare arm."""
    first = cool(period, {}, BY_PEOPLE, np.random.default_rng(SEED), lambda _sweeps, _best: None)
    return score(written(data, kept(period, first)))
