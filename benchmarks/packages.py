"""Recommended packages against the popularity list, on the history that ADR 0113 fixed before there was a recommender.

Split by time: what was chosen before month 30 is known, what came after is asked for. 24 seeds, paired; both arms are shown the same
meeting and the same packages on offer.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.framework import Arms, Figure, at_least, figure
from benchmarks.histories.packages import SPLIT, Choice, history
from guanjia.clientele.rules.recommend import Memory, Taken

ENGINES = ("sqlite",)
SEEDS, SHOWN = 24, 3
T_95 = 2.069
"""Student's t for 23 degrees of freedom, two-sided 95 %."""
Rank = Callable[[Choice], Sequence[str]]


@dataclass(frozen=True)
class Score:
    """Of one arm over one set of meetings."""

    hit: float
    mrr: float


def run(_arms: Arms) -> Iterator[Figure]:
    """Both worlds; the judged figures first."""
    arms = [judged(seed) for seed in range(SEEDS)]
    ours, popular, by_segment = ([arm[name] for arm in arms] for name in ("ours", "popular", "segment"))
    told = f"{SEEDS} seeds, known before month {SPLIT}, asked after"
    for what in ("hit", "mrr"):
        label = "hit rate at 3" if what == "hit" else "MRR"
        gain = [getattr(a, what) - getattr(b, what) for a, b in zip(ours, popular, strict=True)]
        low = statistics.mean(gain) - T_95 * statistics.stdev(gain) / SEEDS**0.5
        for name, side in (("ours", ours), ("popularity list", popular), ("popular in the segment", by_segment)):
            mean = statistics.mean(getattr(score, what) for score in side)
            yield figure(f"packages, {label}, {name}", mean, "share", at_least(0), told)
        yield figure(f"packages, {label}, gain, mean", statistics.mean(gain), "share", at_least(0), told)
        yield figure(f"packages, {label}, gain, lower end of 95 %", low, "share", at_least(0.0001), told)
    new = [(arm["ours new"], arm["popular new"]) for arm in arms if "ours new" in arm]
    gain = [a.hit - b.hit for a, b in new]
    yield figure("packages, hit rate at 3, gain for new clients", statistics.mean(gain), "share", at_least(-1), told)
    plain = [judged(seed, taste=False) for seed in range(SEEDS)]
    harm = statistics.mean(arm["ours"].hit - arm["popular"].hit for arm in plain)
    yield figure("packages, hit rate at 3, where nothing is to learn", harm, "share", at_least(-0.02), told)


def judged(seed: int, *, taste: bool = True) -> dict[str, Score]:
    """The arms' scores on one history."""
    rows = history(seed, taste=taste)
    known, asked = [row for row in rows if row.month < SPLIT], [row for row in rows if row.month >= SPLIT]
    memory = Memory(Taken(row.client, row.segment, row.kind, row.offered, row.taken) for row in known)
    familiar = {row.client for row in known}
    fresh = [row for row in asked if row.client not in familiar]

    def ours(row: Choice) -> list[str]:
        found = memory.suggest(client=row.client, segment=row.segment, kind=row.kind, offered=row.offered)
        return [each.package for each in found]

    def popular(row: Choice) -> list[str]:
        return memory.popular(row.offered)

    scores = {"ours": score(asked, ours), "popular": score(asked, popular)}
    scores["segment"] = score(asked, lambda row: memory.popular(row.offered, row.segment))
    if fresh:
        scores |= {"ours new": score(fresh, ours), "popular new": score(fresh, popular)}
    return scores


def score(asked: Sequence[Choice], rank: Rank) -> Score:
    """Hit rate at 3 and mean reciprocal rank over the meetings."""
    places = [list(rank(row)).index(row.taken) + 1 for row in asked]
    return Score(statistics.mean(place <= SHOWN for place in places), statistics.mean(1 / place for place in places))
