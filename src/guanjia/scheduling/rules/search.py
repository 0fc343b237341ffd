"""A period placed at once (ADR 0103): the hard rules by CP-SAT, then cooling, then neighbourhoods by CP-SAT, then comfort.

At every moment the best placement so far keeps all hard rules; what cannot be placed is named. While one core cools, the other one
searches for any placement and proves a bound.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from guanjia.scheduling.rules.anneal import BY_COMFORT, BY_PEOPLE, Going, Heat, cool
from guanjia.scheduling.rules.board import Board
from guanjia.scheduling.rules.bound import people_bound
from guanjia.scheduling.rules.exact import LOST, Part
from guanjia.scheduling.rules.period import Period, Place, Places, Weights
from guanjia.scheduling.rules.price import Cost, cost_of

NO_COMFORT = Weights(0, 0, 0, 0, 0)
PEOPLE_UNTIL, PARTS_UNTIL = 0.6, 0.8
"""Shares of the time: cooling by people, then neighbourhoods; the rest is for comfort."""
PART, PART_SECONDS, PART_WORK = 8, 0.6, 0.1
"""Meetings of a neighbourhood, and how long one is searched: in seconds, or in CP-SAT's deterministic time where work is counted."""
MORE_PARTS = 20
"""So many parts more are tried, where work is counted, for meetings that have no place yet."""
BOUND_UP_TO = 150
"""Meetings up to which the whole period is one model for the bound of wishes; above it takes longer than it is worth."""
TELL_EVERY = 1.0
SHARE_TO_PROVE = 0.2
"""On one core the bound is proved before the search, in so much of its time at the most."""

Progress = Callable[[float, Cost | None, float], bool]
"""(share of the time, best cost so far, least possible medium) -> whether to go on."""


@dataclass(frozen=True)
class Effort:
    """How long: seconds of the wall; or, for an outcome that is the same on every machine, so many sweeps and parts."""

    seconds: float = 60
    workers: int = 2
    seed: int = 1
    sweeps: int | None = None
    parts: int | None = None


@dataclass(frozen=True)
class Plan:
    """Where everything goes, what it costs, the least possible medium that was proved, and whether somebody stopped it."""

    places: Places
    cost: Cost
    bound: float
    stopped: bool = False


class _Whole(threading.Thread):
    """The second core: any placement that keeps the hard rules, then bounds for people (ADR 0135) and for wishes."""

    def __init__(self, period: Period, seconds: float, seed: int) -> None:
        super().__init__(daemon=True)
        self.period, self.until, self.seed = period, time.monotonic() + seconds, seed
        self.places: Places | None = None
        self.bound = 0.0
        self.solver = cp_model.CpSolver()
        self.ended = False

    def run(self) -> None:
        """Hard rules first; then the bounds as long as there is time."""
        free = [n for n, meeting in enumerate(self.period.meetings) if meeting.fixed is None]
        board = _standing(self.period, {}, free)
        found = self._solve(Part(board, free, {}, prices=False, all_placed=False), 0.5)
        if found is not None:
            self.places = found[0]
        self.bound = people_bound(self.period, self._going) + wishes_bound(self.period)
        if self.ended or len(free) > BOUND_UP_TO:
            return
        priced = self._solve(Part(board, free, self.places or {}, prices=True, all_placed=False), 1.0)
        self.bound = max(self.bound, priced[1] % LOST if priced is not None else 0.0)

    def _going(self) -> bool:
        return not self.ended and time.monotonic() < self.until

    def _solve(self, part: Part, share: float) -> tuple[Places | None, float] | None:
        left = (self.until - time.monotonic()) * share
        if left <= 0 or self.ended:
            return None
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = self.seed
        self.solver.parameters.max_time_in_seconds = left
        found = part.solve(self.solver)
        return found.places, found.bound

    def end(self) -> None:
        """Stop it and wait."""
        self.ended = True
        self.solver.stop_search()
        self.join()


class _Clock:
    """How far the search is, by the wall or by the work that was agreed; tells the progress now and then."""

    def __init__(self, period: Period, effort: Effort, progress: Progress | None) -> None:
        self.period, self.effort, self.progress = period, effort, progress
        self.began = self.told = time.monotonic()
        self.best: Cost | None = None
        self.whole: _Whole | None = None
        self.proved = 0.0
        self.stopped = False

    @property
    def bound(self) -> float:
        """The least possible medium that is proved by now."""
        return self.whole.bound if self.whole is not None else self.proved

    def share(self) -> float:
        """Share of the seconds that are gone."""
        return (time.monotonic() - self.began) / max(self.effort.seconds, 0.001)

    def going(self, first: float, last: float) -> Going:
        """For a part of the time: the share of that part, None when it is to stop."""

        def share(sweeps: int, best: Places | None) -> float | None:
            if not self.tell(best):
                return None
            if self.effort.sweeps is not None:
                return sweeps / max(1, self.effort.sweeps)
            return (self.share() - first) / max(last - first, 0.001)

        return share

    def tell(self, best: Places | None = None) -> bool:
        """Tell once a second, the cost of what is best among it; whether to go on."""
        now = time.monotonic()
        if self.progress is not None and not self.stopped and now - self.told >= TELL_EVERY:
            self.told = now
            if best is not None:
                cost = cost_of(self.period, best)
                self.best = cost if self.best is None else min(self.best, cost)
            self.stopped = not self.progress(min(1.0, self.share()), self.best, self.bound)
        return not self.stopped


def place_period(period: Period, effort: Effort | None = None, *, progress: Progress | None = None) -> Plan:
    """Place the period. Deterministic where `sweeps` and `parts` are given; `progress` may stop it at any time, and what was
    best until then is returned."""
    effort = effort or Effort()
    clock, chance = _Clock(period, effort, progress), np.random.default_rng(effort.seed)
    if effort.workers > 1 and effort.sweeps is None:
        clock.whole = _Whole(period, effort.seconds * PEOPLE_UNTIL, effort.seed)
        clock.whole.start()
    else:
        clock.proved = people_bound(period, lambda: clock.share() < SHARE_TO_PROVE) + wishes_bound(period)
    places = kept(period, cool(period, {}, _fit(BY_PEOPLE, period), chance, clock.going(0, PEOPLE_UNTIL)))
    if (whole := clock.whole) is not None:
        whole.end()
        if whole.places is not None and cost_of(period, whole.places).unplaced < cost_of(period, places).unplaced:
            places = whole.places
    clock.best = cost_of(period, places)
    places = _by_parts(period, places, chance, clock, effort)
    clock.best = cost_of(period, places)
    rest = clock.going(max(PARTS_UNTIL, clock.share()), 1.0)
    better = kept(period, cool(period, places, _fit(BY_COMFORT, period), chance, rest), places)
    places = min(better, places, key=lambda each: cost_of(period, each))
    cost = cost_of(period, places)
    proved = min(clock.bound, cost.medium) if cost.unplaced <= _never(period) else 0.0  # who has no place misses nobody
    return Plan(places, cost, proved, clock.stopped)


def _never(period: Period) -> int:
    """Priorities of meetings that no room or no day would do for: no proof counts with them."""
    return sum(each.priority for each in period.meetings if not period.starts(each) or not period.fitting(each))


def wishes_bound(period: Period) -> float:
    """Medium points of wishes that no placement meets, each meeting looked at by itself."""
    board, least = Board(replace(period, weights=NO_COMFORT), 1.0, changes=False), 0.0
    for number in range(len(period.meetings)):
        if not len(board.starts[number]) or not len(board.rooms[number]):
            continue
        broken, prices = board.choices(number)
        possible = prices[broken < 0.5]
        least += float(possible.min()) if possible.size else 0.0
    return least


def _fit(heat: Heat, period: Period) -> Heat:
    return heat if period.weights.stable else replace(heat, changes=False)


def _standing(period: Period, places: Places, apart: Collection[int]) -> Board:
    """A board of medium points alone, with everything on it but the meetings `apart`."""
    board = Board(replace(period, weights=NO_COMFORT), 1.0, changes=False)
    for number, meeting in enumerate(period.meetings):
        place = meeting.fixed or places.get(number)
        if number not in apart and place is not None:
            board.put(number, place)
    return board


def kept(period: Period, places: Places, before: Places | None = None) -> Places:
    """What may stand of the places: in order of priority and size each keeps its own, or takes the cheapest that breaks
    nothing; None for what has no place then. With `before`, what had no place there is not given one that costs another its own.
    """
    board = Board(period, BY_PEOPLE.medium, changes=False)
    order = sorted(places, key=lambda n: _weight(period, n), reverse=True)
    late = []
    for number in order:
        meeting, place = period.meetings[number], places[number]
        if meeting.fixed is not None:
            board.put(number, meeting.fixed)
        elif place is None or _breaks(board, number, place):
            late.append(number)
        else:
            board.put(number, place)
    for number in late:
        if not len(board.starts[number]) or not len(board.rooms[number]):
            continue
        broken, prices = board.choices(number)
        total = np.where(broken < 0.5, prices, np.inf)
        if np.isfinite(total).any():
            room, start = divmod(int(total.argmin()), total.shape[1])
            board.put(number, board.place_of(number, room, start))
    return dict(board.places)


def _weight(period: Period, number: int) -> tuple[bool, int, int]:
    meeting = period.meetings[number]
    return meeting.fixed is not None, meeting.priority, meeting.length * (1 + len(meeting.people))


def _breaks(board: Board, number: int, place: Place) -> bool:
    broken, _prices = board.choices(number)
    return bool(broken[board.index_of(number, place)] >= 0.5)


def _by_parts(period: Period, places: Places, chance: np.random.Generator, clock: _Clock, effort: Effort) -> Places:
    """Neighbourhoods: a few meetings that cost much, that share people, or that lie near each other, placed anew exactly."""
    free = [n for n, meeting in enumerate(period.meetings) if meeting.fixed is None]
    board = _standing(period, places, [])
    rounds = 0
    while free and clock.tell():
        homeless = any(board.places[number] is None for number in free)
        if effort.parts is not None and rounds >= effort.parts + (MORE_PARTS if homeless else 0):
            break
        if effort.parts is None and clock.share() >= PARTS_UNTIL:
            break
        if clock.best is not None and clock.best.unplaced == 0 and clock.best.medium <= clock.bound:
            break
        rounds += 1
        part = _neighbours(board, free, chance)
        before = {number: board.take(number) for number in part}
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = effort.workers
        solver.parameters.random_seed = rounds
        if effort.parts is None:
            solver.parameters.max_time_in_seconds = PART_SECONDS
        else:
            solver.parameters.max_deterministic_time = PART_WORK
        lacking = any(place is None for place in before.values())
        found = Part(board, part, before, prices=True, all_placed=not lacking).solve(solver)
        for number, place in (found.places or before).items():
            if place is not None:
                board.put(number, place)
    now = dict(board.places)
    return min(now, places, key=lambda each: cost_of(period, each))


def _neighbours(board: Board, free: list[int], chance: np.random.Generator) -> list[int]:
    """Whom to place anew: around a meeting that costs much, or has no place, by people or by time."""
    many = min(PART, len(free))
    homeless = [n for n in free if board.places[n] is None]
    pay = np.array([_pays(board, n) for n in free])
    seed = int(chance.choice(homeless or free, p=None if homeless else (pay + 0.1) / (pay + 0.1).sum()))
    kind = int(chance.integers(3))
    if kind == 0 and not homeless:
        return [int(n) for n in chance.choice(free, many, replace=False, p=(pay + 0.3) / (pay + 0.3).sum())]
    meetings, start = board.period.meetings, board.places[seed]
    if kind == 1 or start is None:
        near = [len(meetings[n].people & meetings[seed].people) + 0.1 for n in free]
        score = np.array(near) * chance.random(len(free))
    else:
        middle = start.start + meetings[seed].length / 2
        gaps = [_gap(board, n, middle) for n in free]
        score = -np.array(gaps) - 6 * chance.random(len(free))
    score[free.index(seed)] = np.inf
    return [free[place] for place in np.argsort(-score)[:many].tolist()]


def _gap(board: Board, number: int, middle: float) -> float:
    place = board.places[number]
    return 1e6 if place is None else abs(place.start + board.period.meetings[number].length / 2 - middle)


def _pays(board: Board, number: int) -> float:
    """Medium points that a meeting costs where it stands."""
    place = board.take(number)
    if place is None:
        return float(board.period.meetings[number].priority * 10)
    _broken, prices = board.choices(number)
    board.put(number, place)
    return float(prices[board.index_of(number, place)])
