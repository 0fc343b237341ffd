"""A proof of how many points people must miss, whatever the search finds: meetings cut into grains that may lie anywhere (ADR 0135).

At each moment a set of meetings goes on: no two that need the same person or the one room that would do, at most one a room. Every
grain of every meeting lies in some set, and there are no more sets than grains. The cheapest such cover, by column generation, costs
no more than any placement; and so does the sum of its prices at any time, so the proof may be stopped whenever the time is over.
"""

from collections.abc import Callable
from itertools import combinations

import numpy as np
from ortools.linear_solver import pywraplp

from guanjia.scheduling.rules.period import Period

Numbers = np.ndarray
PARTNERS = 25
"""So many cheapest partners of each meeting begin the cover."""
SETS_A_ROUND = 60
LOOKS_EVERY = 4096
"""So many steps of one branch lie between two looks at the clock."""
TINY = 1e-6
DEAR = 1e4
"""What a grain of a set too many costs, until there are sets enough."""


def people_bound(period: Period, going: Callable[[], bool]) -> int:
    """Medium points that people miss in every placement of all meetings, at least; 0 when `going` ends before a round, and where
    there is no such placement."""
    sets = _Sets(period)
    if not sets.many:
        return 0
    cover, best = _Cover(sets), 0.0
    while going():
        prices = cover.solve()
        found = sets.dearest(prices, cover.a_grain, going)
        if found is None:
            break
        worth, dear = found
        best = max(best, float(prices @ sets.lengths) - sets.grains * worth)
        if worth <= cover.a_grain + TINY:
            break
        cover.add(dear)
    return int(np.ceil(best - 1e-4)) if best <= sets.worst() else 0


class _Sets:
    """Which meetings may go on together, and what a grain of that costs."""

    def __init__(self, period: Period) -> None:
        meetings = [meeting for meeting in period.meetings if period.starts(meeting) and period.fitting(meeting)]
        by_hand = sum(meeting.fixed is not None for meeting in meetings)  # these may share a room
        self.many, self.most, self.grains = len(meetings), len(period.halls) + by_hand, len(period.days)
        self.lengths = np.array([meeting.length for meeting in meetings], dtype=float)
        self.cost = np.zeros((self.many, self.many))
        rooms = [frozenset(period.fitting(meeting)) for meeting in meetings]
        for one, other in combinations(range(self.many), 2):
            first, second = meetings[one], meetings[other]
            needed = first.required & second.required
            cost = float(len((first.people & second.people) - needed))
            chosen = first.fixed is not None and second.fixed is not None
            if not chosen and (needed or len(rooms[one] | rooms[other]) < 2):
                cost = np.inf
            self.cost[one, other] = self.cost[other, one] = cost

    def price(self, members: tuple[int, ...]) -> float:
        """What a grain of the set costs."""
        return float(sum(self.cost[one, other] for one, other in combinations(members, 2)))

    def worst(self) -> float:
        """What it would cost if all that may overlap did."""
        shorter = np.minimum.outer(self.lengths, self.lengths)
        return float(np.triu(np.where(np.isfinite(self.cost), self.cost, 0) * shorter, 1).sum())

    def dearest(
        self, prices: Numbers, more_than: float, going: Callable[[], bool]
    ) -> tuple[float, list[tuple[int, ...]]] | None:
        """The most that a set is worth, its members' prices less its cost, or `more_than`, and sets worth more; None when time
        is over before that is proved."""
        order = np.argsort(-prices)
        order = order[prices[order] > TINY]
        own, cost = prices[order], self.cost[np.ix_(order, order)]
        grown = 0
        best, found = 0.0, list[tuple[float, tuple[int, ...]]]()

        def grow(members: tuple[int, ...], value: float, rest: Numbers, gain: Numbers) -> None:
            nonlocal best, grown
            grown += 1
            if not grown % LOOKS_EVERY and not going():
                raise _OutOfTime
            if value > more_than + TINY:
                found.append((value, members))
            best = max(best, value)
            left = self.most - len(members)
            good = gain > TINY
            rest, gain = rest[good], gain[good]
            if not left or not len(rest):
                return
            for place in np.argsort(-gain).tolist() if len(members) else range(len(rest)):
                one = int(rest[place])
                later = rest > one
                others = gain[later] - cost[one, rest[later]]
                if left > 1:
                    top = others[others > 0]
                    top = np.sort(top)[-(left - 1) :] if len(top) >= left else top
                    hope = value + gain[place] + float(top.sum())
                else:
                    hope = value + gain[place]
                if hope > max(best, more_than) + TINY:
                    grow((*members, one), value + float(gain[place]), rest[later], others)

        for one in range(len(order)):
            if not going():
                return None
            rest = np.arange(one + 1, len(order))
            try:
                grow((one,), float(own[one]), rest, own[rest] - cost[one, rest])
            except _OutOfTime:
                return None
        found.sort(reverse=True)
        return max(best, more_than), [
            tuple(int(order[one]) for one in members) for _value, members in found[:SETS_A_ROUND]
        ]


class _OutOfTime(Exception):
    """The clock ran out within one branch."""


class _Cover:
    """The cheapest cover by the sets known so far; `a_grain` is what one grain more would save."""

    def __init__(self, sets: _Sets) -> None:
        self.sets, self.a_grain = sets, 0.0
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.rows = [self.solver.Constraint(float(length), self.solver.infinity()) for length in sets.lengths]
        self.grains = self.solver.Constraint(-self.solver.infinity(), float(sets.grains))
        self.known: set[tuple[int, ...]] = set()
        more = self.solver.NumVar(0, self.solver.infinity(), "")
        self.grains.SetCoefficient(more, -1)
        self.solver.Objective().SetCoefficient(more, DEAR)
        self.solver.Objective().SetMinimization()
        self.add([(one,) for one in range(sets.many)])
        for one in range(sets.many):
            near = np.argsort(sets.cost[one])[: PARTNERS + 1].tolist()
            pairs = [(one, other) for other in near if other != one and np.isfinite(sets.cost[one, other])]
            self.add([(min(pair), max(pair)) for pair in pairs])

    def add(self, members: list[tuple[int, ...]]) -> None:
        """Let these sets be used too."""
        for each in members:
            if each in self.known:
                continue
            self.known.add(each)
            used = self.solver.NumVar(0, self.solver.infinity(), "")
            self.grains.SetCoefficient(used, 1)
            self.solver.Objective().SetCoefficient(used, self.sets.price(each))
            for one in each:
                self.rows[one].SetCoefficient(used, 1)

    def solve(self) -> Numbers:
        """The price of a grain of each meeting."""
        self.solver.Solve()
        self.a_grain = max(0.0, -float(self.grains.dual_value()))
        return np.array([max(0.0, float(row.dual_value())) for row in self.rows])
