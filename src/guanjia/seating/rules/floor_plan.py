"""Seats for thousands in delegations: CP-SAT divides the parts of the hall, snakes keep delegations together (ADR 0100)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.floor import Seat
from guanjia.seating.rules.floor_cost import CUT_OFF, INVERSION, MISSED, Cost, Person, Wishes, cost_of
from guanjia.seating.rules.floor_wishes import grant

WINDOW = 60
"""Delegations further apart in the order than this do not meet in practice; the checker counts them all the same."""

Progress = Callable[[float, float, float], bool]
"""(seconds, best price so far, least possible price) -> whether to go on."""

BEAT_S = 1.0
"""So often the one who waits is told how far the search is, also while nothing better is found; so soon it can be stopped."""


@dataclass(frozen=True)
class Plan:
    """Seat label -> person, what it costs, and the least that the division of the hall could cost."""

    seating: dict[str, int]
    cost: Cost
    bound: float


@dataclass
class Hall:
    """Free seats of each part as a snake, and people who have none yet, by delegation."""

    snakes: dict[str, list[Seat]]
    groups: dict[int, list[Person]]
    fixed: dict[str, int]
    widths: dict[str, list[int]] = field(default_factory=dict)


def hall_of(seats: Sequence[Seat], people: Sequence[Person], fixed: Mapping[str, int]) -> Hall:
    """What is left to divide once choices by hand are kept. Raises NoChart when there are more people than seats."""
    known = {person.id for person in people}
    kept = {label: who for label, who in fixed.items() if who in known}
    labels = {seat.label for seat in seats}
    if len(people) > len(seats) or not kept.keys() <= labels:
        raise NoChart(
            N_("%(people)s people and %(seats)s seats: somebody has no seat."), people=len(people), seats=len(seats)
        )
    rows: dict[tuple[str, int], list[Seat]] = defaultdict(list)
    spared = _spared(seats, people, kept)
    for seat in sorted(seats, key=lambda seat: (seat.zone, seat.row, seat.column)):
        if seat.label not in kept and seat.label not in spared:
            rows[seat.zone, seat.row].append(seat)
    snakes: dict[str, list[Seat]] = defaultdict(list)
    for number, ((zone, _row), row) in enumerate(sorted(rows.items())):
        snakes[zone] += row if number % 2 == 0 else row[::-1]
    done, groups = set(kept.values()), defaultdict(list)
    for person in sorted(people, key=lambda person: (person.delegation, person.rank)):
        if person.id not in done:
            groups[person.delegation].append(person)
    return Hall(dict(snakes), dict(groups), kept)


def _spared(seats: Sequence[Seat], people: Sequence[Person], kept: Mapping[str, int]) -> set[str]:
    """Places for wheelchairs that are left free for those who need one, as far as there are more seats than people; all of
    them when that is possible, else those in the back."""
    needed = sum(person.wheelchair for person in people if person.id not in kept.values())
    places = [seat for seat in sorted(seats, key=lambda seat: -seat.row) if seat.wheelchair and seat.label not in kept]
    spare = len(seats) - len(people)
    return {seat.label for seat in places[: spare if spare >= len(places) else min(needed, spare)]} if needed else set()


def greedy(seats: Sequence[Seat], people: Sequence[Person], fixed: Mapping[str, int]) -> dict[str, int]:
    """The bare arm: delegations in order, row by row across the whole hall."""
    hall = hall_of(seats, people, fixed)  # refuses what cannot be
    free = [seat for seat in sorted(seats, key=lambda seat: (seat.row, seat.column)) if seat.label not in hall.fixed]
    queue = [person for number in sorted(hall.groups) for person in hall.groups[number]]
    return hall.fixed | {seat.label: person.id for seat, person in zip(free, queue, strict=False)}


def by_parts(seats: Sequence[Seat], people: Sequence[Person], fixed: Mapping[str, int]) -> dict[str, int]:
    """The second bare arm: delegations in order, one part of the hall after the other, each a snake."""
    hall = hall_of(seats, people, fixed)
    free = [seat for zone in sorted(hall.snakes) for seat in hall.snakes[zone]]
    queue = [person for number in sorted(hall.groups) for person in hall.groups[number]]
    return hall.fixed | {seat.label: person.id for seat, person in zip(free, queue, strict=False)}


def plan_floor(
    seats: Sequence[Seat], people: Sequence[Person], fixed: Mapping[str, int] | None = None, wishes: Wishes | None = None,
    *, seconds: float = 50, workers: int = 2, progress: Progress | None = None,
) -> Plan:  # fmt: skip
    """The best plan found in the time; never worse than the list plan it begins with, and hand-made choices stay.

    Raises NoChart when somebody has no seat. `progress` is told every second and may stop the search.
    """
    told, kept = wishes or Wishes(), dict(fixed or {})
    hall = hall_of(seats, people, kept)
    begin = listed(hall)
    shares, bound = _solve(hall, begin, told, seconds, workers, progress)
    plans = [_seated(seats, people, hall, each, told) for each in (shares, begin)]
    best = min(plans, key=lambda plan: plan.cost.total)
    return Plan(best.seating, best.cost, bound)


Shares = dict[int, dict[str, int]]
"""Delegation -> part of the hall -> how many of its people sit there."""


def listed(hall: Hall) -> Shares:
    """A first plan: each delegation in order to the part that is filled the least far back and holds it whole; what fits
    nowhere whole is divided over the emptiest parts."""
    free = {zone: len(snake) for zone, snake in hall.snakes.items()}
    front = dict.fromkeys(hall.snakes, 0)
    shares: Shares = {}
    for number in sorted(hall.groups):
        n, shares[number] = len(hall.groups[number]), {}
        whole = [zone for zone in free if free[zone] >= n]
        order = (
            [min(whole, key=lambda zone: (_row(hall, zone, front[zone]), zone))]
            if whole
            else sorted(free, key=lambda z: -free[z])
        )
        for zone in order:
            take = min(n, free[zone])
            if take:
                shares[number][zone] = take
                free[zone] -= take
                front[zone] += take
                n -= take
    return shares


def _row(hall: Hall, zone: str, place: int) -> int:
    snake = hall.snakes[zone]
    return snake[min(place, len(snake) - 1)].row


class _Watch(cp_model.CpSolverSolutionCallback):
    """Remembers the price of the best division and the bound; it is called in threads of the solver, which write nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.best, self.bound = inf, 0.0

    def on_solution_callback(self) -> None:
        """A better division was found."""
        self.best, self.bound = self.objective_value, self.best_objective_bound


def _solved(solver: Any, model: Any, watch: _Watch, progress: Progress | None) -> Any:
    """Solve in a thread of its own and tell `progress`, here, once in a beat."""
    began = monotonic()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(solver.solve, model, watch)
        while True:
            try:
                return work.result(timeout=BEAT_S)
            except TimeoutError:
                if progress is not None and not progress(monotonic() - began, watch.best, watch.bound):
                    solver.stop_search()


def _solve(
    hall: Hall, begin: Shares, wishes: Wishes, seconds: float, workers: int, progress: Progress | None
) -> tuple[Shares, float]:
    model = cp_model.CpModel()
    numbers, zones = sorted(hall.groups), sorted(hall.snakes)
    size = {number: len(hall.groups[number]) for number in numbers}
    share = {
        (d, z): model.new_int_var(0, min(size[d], len(hall.snakes[z])), f"y{d}{z}") for d in numbers for z in zones
    }
    used = {(d, z): model.new_bool_var(f"b{d}{z}") for d in numbers for z in zones}
    for d in numbers:
        model.add(sum(share[d, z] for z in zones) == size[d])
        for z in zones:
            model.add(share[d, z] >= 1).only_enforce_if(used[d, z])
            model.add(share[d, z] == 0).only_enforce_if(~used[d, z])
            model.add_hint(share[d, z], begin[d].get(z, 0))
            model.add_hint(used[d, z], bool(begin[d].get(z)))
    for z in zones:
        model.add(sum(share[d, z] for d in numbers) <= len(hall.snakes[z]))
    prices = _cut_off(model, numbers, zones, size, share, begin)
    prices += _inversions(model, hall, numbers, zones, share, used, begin)
    prices += _apart(model, numbers, zones, used, wishes)
    model.minimize(sum(prices))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = _solved(solver, model, _Watch(), progress)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return begin, 0.0
    return {d: {z: n for z in zones if (n := solver.value(share[d, z]))} for d in numbers}, solver.best_objective_bound


def _cut_off(
    model: Any, numbers: list[int], zones: list[str], size: dict[int, int], share: dict[Any, Any], begin: Shares
) -> list[Any]:
    """A delegation's largest share is kept together; the others are cut off."""
    prices = []
    for d in numbers:
        largest = model.new_int_var(0, size[d], f"l{d}")
        model.add_hint(largest, max(begin[d].values()))
        chosen = max(begin[d], key=lambda z: begin[d][z])
        home = {z: model.new_bool_var(f"h{d}{z}") for z in zones}
        model.add_exactly_one(home.values())
        for z in zones:
            model.add_hint(home[z], z == chosen)
            model.add(largest <= share[d, z]).only_enforce_if(home[z])
        prices.append(CUT_OFF * (size[d] - largest))
    return prices


def _inversions(
    model: Any,
    hall: Hall,
    numbers: list[int],
    zones: list[str],
    share: dict[Any, Any],
    used: dict[Any, Any],
    begin: Shares,
) -> list[Any]:
    """Whoever is named earlier begins no further back. The row of a place is counted by the usual length of its rows."""
    last = max(seat.row for snake in hall.snakes.values() for seat in snake) + 1
    front = {d: model.new_int_var(0, last, f"f{d}") for d in numbers}
    first = {(d, z): model.new_bool_var(f"s{d}{z}") for d in numbers for z in zones}
    rows: dict[Any, int] = {}
    for z in zones:
        width = max(Counter(seat.row for seat in hall.snakes[z]).values())
        before: Any = 0
        counted = 0
        for d in numbers:
            row = model.new_int_var(0, last, f"r{d}{z}")
            model.add(row * width <= before)
            model.add(row * width >= before - width + 1)
            rows[d, z] = counted // width
            model.add_hint(row, rows[d, z])
            model.add(front[d] <= row).only_enforce_if(used[d, z])
            model.add_implication(first[d, z], used[d, z])
            model.add(front[d] >= row).only_enforce_if(first[d, z])
            before = before + share[d, z]
            counted += begin[d].get(z, 0)
    begins = {d: min((rows[d, z], z) for z in begin[d]) for d in numbers}
    for d in numbers:
        model.add_exactly_one(first[d, z] for z in zones)
        model.add_hint(front[d], begins[d][0])
        for z in zones:
            model.add_hint(first[d, z], z == begins[d][1])
    prices = []
    for place, d in enumerate(numbers):
        for e in numbers[place + 1 : place + 1 + WINDOW]:
            worse = model.new_bool_var(f"i{d}{e}")
            model.add(front[d] <= front[e]).only_enforce_if(~worse)
            model.add_hint(worse, begins[d][0] > begins[e][0])
            prices.append(INVERSION * worse)
    return prices


def _apart(model: Any, numbers: list[int], zones: list[str], used: dict[Any, Any], wishes: Wishes) -> list[Any]:
    """Delegations that must not touch: it costs when both are in one part and follow each other in the order."""
    prices, follow = [], set(pairwise(numbers))
    for one, other in wishes.delegations_apart:
        pair = (min(one, other), max(one, other))
        if pair not in follow:
            continue
        for z in zones:
            both = model.new_bool_var(f"a{one}{other}{z}")
            model.add_bool_or([~used[pair[0], z], ~used[pair[1], z], both])
            prices.append(MISSED * both)
    return prices


def _seated(seats: Sequence[Seat], people: Sequence[Person], hall: Hall, shares: Shares, wishes: Wishes) -> Plan:
    """Cut the snakes into shares, seat each delegation by rank and row, then grant wishes by swaps."""
    at = dict.fromkeys(hall.snakes, 0)
    seating = dict(hall.fixed)
    for number in sorted(hall.groups):
        own: list[Seat] = []
        for zone in sorted(shares[number]):
            take = shares[number][zone]
            own += hall.snakes[zone][at[zone] : at[zone] + take]
            at[zone] += take
        own.sort(key=lambda seat: (seat.row, seat.zone, seat.column))
        seating |= {seat.label: person.id for seat, person in zip(own, hall.groups[number], strict=True)}
    seating = grant(seats, people, seating, wishes, frozenset(hall.fixed))
    return Plan(seating, cost_of(seats, people, seating, wishes), 0.0)
