"""A hall of 2,000 seats for people in delegations, and a row whose leader drops out (ADR 0100).

Both arms of the floor are judged by one checker that knows nothing of the search: seats cut off from their delegation, rank
inversions, missed wishes. The bare arm is greedy: delegations in order, row by row. A second arm goes part by part, each a snake.
Delegations, wishes and choices by hand are drawn by the seed. The absence is told to the product itself: guest list, journal, the
floor of 2,000 seats and a rostrum of 31, which changes.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

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
ROSTRUM = 31
NOW = datetime(2026, 3, 5, tzinfo=UTC)


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
    event, leaders = house(*drawn(SEEDS[0])[:2])
    took = max(seconds(lambda: absent(event, guest)) for guest in leaders)  # noqa: B023
    told = f"{int(len(plain_hall(ROWS, PARTS)) * FULL)} guests, floor and rostrum of {ROSTRUM}, the slower of {len(leaders)}"
    yield figure("an absence, told and re-seated", took, "s", at_most(2), told)
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


def house(seats: tuple[Seat, ...], people: list[Person]) -> tuple[Any, list[Any]]:
    """An event with these people on its list, a floor plan as greedy seats them and a rostrum; and two of the leaders on it."""
    from guanjia.conference.models import Event, Guest  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415
    from guanjia.seating.actions.planning import make_plan, write_seats  # noqa: PLC0415
    from guanjia.seating.rules.states import Scene  # noqa: PLC0415

    company = Company.objects.create(code="bench", name="Bench")
    site = Site.objects.create(company=company, code="bench", name="Bench", held_at=NOW)
    event = Event.objects.create(
        site=site, ref="HY-1", title="Bench", created_at=NOW, starts_at=NOW, ends_at=NOW + timedelta(days=1)
    )
    Guest.objects.bulk_create(
        [
            Guest(site=site, event=event, name=f"Guest {number}", rank_no=number)
            for number, _person in enumerate(people, 1)
        ],
        batch_size=500,
    )
    ids = list(Guest.objects.filter(event=event).order_by("rank_no").values_list("pk", flat=True))
    made: dict[str, Any] = {"event": event, "title": "", "actor": None, "at": NOW}
    floor = make_plan(
        scene=Scene.FLOOR, parts=dict.fromkeys(ids, ("", "")), options={"rows_n": ROWS, "parts": list(PARTS)}, **made
    )
    known = {person.id: pk for person, pk in zip(people, ids, strict=True)}
    write_seats(floor, {label: known[who] for label, who in greedy(seats, people, {}).items()})
    make_plan(scene=Scene.ROSTRUM, parts=dict.fromkeys(ids[:ROSTRUM], ("", "")), options={}, **made)
    return event, list(Guest.objects.filter(pk__in=(ids[2], ids[17])).select_related("site", "event__site"))


def absent(event: Any, guest: Any) -> None:
    """Somebody does not come."""
    from guanjia.seating.actions.reseating import drop_out  # noqa: PLC0415 - needs settings

    assert drop_out(event=event, guest=guest, reason="", actor=None, at=NOW), "the rostrum follows"
