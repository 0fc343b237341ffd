"""A hall of 2,000 seats for people in delegations, and a row whose leader drops out (ADR 0100).

Both arms of the floor are judged by one checker that knows nothing of the search: seats cut off from their delegation, rank
inversions, missed wishes. The bare arm is greedy: delegations in order, row by row. A second arm goes part by part, each a snake.
Delegations, wishes and choices by hand are drawn by the seed.
"""

import random
from collections.abc import Iterator

from benchmarks.framework import Arms, Figure, at_most, figure, seconds
from guanjia.seating.rules.floor import Seat, plain_hall
from guanjia.seating.rules.floor_cost import Person, Wishes, cost_of
from guanjia.seating.rules.floor_plan import Plan, by_parts, greedy, plan_floor
from guanjia.seating.rules.placing import Sitter, placed
from guanjia.seating.rules.reseating import least_moves
from guanjia.seating.rules.rows import rostrum

ENGINES = ("sqlite",)
ROWS, PARTS, FULL, SEARCH, WORKERS = 40, (14, 22, 14), 0.97, 40, 2
SIZES = (6, 12, 18, 25, 33, 40, 60, 90)
SEEDS = (1,)


def run(_arms: Arms) -> Iterator[Figure]:
    """One hall, then the rostrum."""
    for seed in SEEDS:
        seats, people, fixed, wishes = drawn(seed)
        plans: list[Plan] = []
        took = seconds(lambda: plans.append(plan_floor(seats, people, fixed, wishes, seconds=SEARCH, workers=WORKERS)))  # noqa: B023
        plan = plans[0]
        assert all(plan.seating[label] == who for label, who in fixed.items()), "choices by hand stay"
        assert plan.cost == cost_of(seats, people, plan.seating, wishes), "one checker"
        bare = cost_of(seats, people, greedy(seats, people, fixed), wishes)
        parts = cost_of(seats, people, by_parts(seats, people, fixed), wishes)
        told = f"{len(people)} people, {len(seats)} seats, {WORKERS} workers, seed {seed}"
        yield figure("floor plan, time to a plan", took, "s", at_most(60), told)
        yield figure("floor plan, cost against greedy", plan.cost.total / bare.total, "x", at_most(0.7), told)
        yield figure("floor plan, cost against part by part", plan.cost.total / parts.total, "x", at_most(1.0), told)
    yield figure("re-seating 93 people after one absence", reseat(), "s", at_most(2), "three rows of 31, rules only")


def drawn(seed: int) -> tuple[tuple[Seat, ...], list[Person], dict[str, int], Wishes]:
    """Seats, people, choices by hand and wishes."""
    chance, seats = random.Random(seed), plain_hall(ROWS, PARTS, wheelchair_rows=(1, ROWS))
    n, people, delegations = int(len(seats) * FULL), [], 0
    while len(people) < n:
        size = min(n - len(people), chance.choice(SIZES))
        people += [Person(len(people) + k, delegations, k, aisle=chance.random() < 0.03) for k in range(1, size + 1)]
        delegations += 1
    for place in chance.sample(range(n), 4):
        one = people[place]
        people[place] = Person(one.id, one.delegation, one.rank, wheelchair=True)
    beside = []
    for place in chance.sample(range(n - 3), n // 100):
        if people[place].delegation == people[place + 2].delegation:
            beside.append((people[place].id, people[place + 2].id))
    apart = tuple((k, k + 1) for k in chance.sample(range(delegations - 1), 3))
    fixed = {f"{row:02}-25": people[chance.randrange(n)].id for row in (3, 9, 15, 21, 27)}
    kept = {label: who for label, who in fixed.items() if list(fixed.values()).count(who) == 1}
    return seats, people, kept, Wishes(tuple(beside), (), apart)


def reseat() -> float:
    """Seconds for the list of least moves."""
    before, after = rostrum([31, 31, 31]), rostrum([31, 31, 30])
    old = placed(before, [Sitter(k, k) for k in range(1, 94)])
    new = placed(after, [Sitter(k, k) for k in range(1, 94) if k != 40])
    return seconds(lambda: least_moves(before, old, after, new))
