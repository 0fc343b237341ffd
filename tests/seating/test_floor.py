"""Floor plans: the checker, the bare arm, the search; runs are taken once and stop."""

import random
from datetime import timedelta
from itertools import pairwise
from time import monotonic

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from guanjia.conference.actions.guests import add_guests
from guanjia.conference.models import Guest
from guanjia.conference.public import Draft
from guanjia.foundation.jobs.public import RunState
from guanjia.seating.actions.computing import ask_for_floor, compute, stop_search
from guanjia.seating.actions.planning import choose_seat, make_plan
from guanjia.seating.actions.wishes import add_wish
from guanjia.seating.models import FloorRun, SeatPlan
from guanjia.seating.queries.charts import picture_of
from guanjia.seating.queries.pages import warnings_of
from guanjia.seating.rules import floor_plan
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.floor import Seat, plain_hall
from guanjia.seating.rules.floor_cost import Cost, Person, Wishes, cost_of, count_inversions
from guanjia.seating.rules.floor_plan import by_parts, greedy, hall_of, plan_floor
from guanjia.seating.rules.floor_wishes import grant
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import Scene
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

AT = NINE - timedelta(days=1)


def people(*sizes: int) -> list[Person]:
    made: list[Person] = []
    for delegation, size in enumerate(sizes):
        made += [Person(len(made) + k, delegation, k) for k in range(1, size + 1)]
    return made


def test_prices_are_those_of_the_decision() -> None:
    assert Cost(2, 3, 4).total == 2 * 10 + 3 * 3 + 4 * 5


@pytest.mark.parametrize(("rows", "count"), [([1, 1, 2], 0), ([2, 1], 1), ([3, 2, 1], 3), ([2, 2, 1], 2)])
def test_inversions_are_pairs(rows: list[int], count: int) -> None:
    assert count_inversions(rows) == count


def test_the_checker_counts_what_an_aisle_cuts_off() -> None:
    seats, group = plain_hall(2, [2, 2]), people(4)
    across = {"01-01": 1, "01-02": 2, "01-03": 3, "01-04": 4}
    block = {"01-01": 1, "01-02": 2, "02-01": 3, "02-02": 4}
    assert cost_of(seats, group, across) == Cost(2, 0, 0) and cost_of(seats, group, block) == Cost(0, 0, 0)
    backward = {"02-01": 1, "02-02": 2, "01-01": 3, "01-02": 4}
    assert cost_of(seats, group, backward).inversions == 4
    with pytest.raises(ValueError, match="exactly one"):
        cost_of(seats, group, {"01-01": 1})


def test_the_checker_counts_wishes() -> None:
    seats, two = plain_hall(1, [3]), [Person(1, 0, 1, aisle=True), Person(2, 1, 1, wheelchair=True)]
    wishes = Wishes(beside=((1, 2),), apart=((1, 2),), delegations_apart=((0, 1),))
    assert cost_of(seats, two, {"01-01": 1, "01-02": 2}, wishes).missed == 1 + 0 + 1 + 1
    assert cost_of(seats, two, {"01-02": 1, "01-03": 2}).missed == 2


def test_a_hall_has_seats_and_not_too_many() -> None:
    assert [seat.label for seat in plain_hall(1, [1, 2])] == ["01-01", "01-02", "01-03"]
    assert len(plain_hall(50, [50, 50])) == 5000
    for rows, parts in ((0, [1]), (1, []), (51, [50, 50])):
        with pytest.raises(NoChart):
            plain_hall(rows, parts)
    with pytest.raises(NoChart):
        hall_of(plain_hall(1, [3]), people(4), {})


@pytest.mark.parametrize("seed", [1, 2])
def test_the_search_beats_row_by_row_and_keeps_choices_by_hand(seed: int) -> None:
    chance = random.Random(seed)
    seats, group = (
        plain_hall(14, [8, 10, 8], wheelchair_rows=(1,)),
        people(*[chance.choice([5, 9, 14, 22, 30]) for _ in range(20)]),
    )
    group = group[: int(len(seats) * 0.95)]
    fixed = {"07-12": group[3].id}
    wishes = Wishes(beside=((group[5].id, group[7].id),))
    bare = cost_of(seats, group, greedy(seats, group, fixed), wishes)
    told: list[float] = []
    plan = plan_floor(
        seats, group, fixed, wishes, seconds=0.6, workers=1, progress=lambda s, best, bound: told.append(best) or True
    )
    assert plan.seating["07-12"] == group[3].id and len(plan.seating) == len(group) == len(set(plan.seating.values()))
    assert plan.cost == cost_of(seats, group, plan.seating, wishes)
    assert plan.cost.total <= 0.7 * bare.total
    assert plan.cost.total <= cost_of(seats, group, by_parts(seats, group, fixed), wishes).total
    assert told == sorted(told, reverse=True)


def test_the_search_says_how_far_it_is_and_stops_while_nothing_better_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor_plan, "BEAT_S", 0.004)
    chance, told = random.Random(1), list[float]()
    group = people(*[chance.choice([5, 9, 14, 22, 30]) for _ in range(20)])[:340]

    def heard(seconds: float, _best: float, _bound: float) -> bool:
        told.append(seconds)
        return len(told) < 3

    began = monotonic()
    plan = plan_floor(plain_hall(14, [8, 10, 8]), group, seconds=30, workers=1, progress=heard)
    assert len(told) >= 3 and told == sorted(told) and monotonic() - began < 10
    assert len(plan.seating) == len(group), "everybody has a seat all the same"


def test_seats_of_a_drawn_layout_are_taken_as_they_are() -> None:
    odd = (Seat("A", 1, 1, 0, 0, "l"), Seat("B", 1, 2, 1, 0, "l"), Seat("C", 2, 5, 9, 9, "r"))
    plan = plan_floor(odd, people(2, 1), seconds=0.2, workers=1)
    assert plan.seating == {"A": 1, "B": 2, "C": 3} and plan.cost.total == 0


@pytest.mark.parametrize("apart", [(3, 4), (3, 7), (9, 10)])
def test_two_who_must_not_be_neighbours_are_parted_within_their_delegation(apart: tuple[int, int]) -> None:
    seats, group = plain_hall(4, [4]), people(8, 8)
    alone = plan_floor(seats, group, seconds=0.2, workers=1)
    wishes = Wishes(apart=(apart,))
    pairs = {who: seat for seat, who in alone.seating.items()}
    assert cost_of(seats, group, alone.seating, wishes).missed == 1
    plan = plan_floor(seats, group, None, wishes, seconds=0.2, workers=1)
    assert plan.cost == cost_of(seats, group, plan.seating, wishes) and plan.cost.missed == 0
    assert {pairs[p.id] for p in group[:8]} == {seat for seat, who in plan.seating.items() if who <= 8}
    assert plan.cost.cut_off == 0


def test_a_pair_that_was_seated_by_hand_stays_and_is_named() -> None:
    seats, group, wishes = plain_hall(4, [4]), people(8, 8), Wishes(apart=((3, 4),))
    by_hand = {"02-02": 3, "02-03": 4}
    plan = plan_floor(seats, group, by_hand, wishes, seconds=0.2, workers=1)
    assert plan.seating["02-02"] == 3 and plan.seating["02-03"] == 4 and plan.cost.missed == 1
    one_by_hand = plan_floor(seats, group, {"02-02": 3}, wishes, seconds=0.2, workers=1)
    assert one_by_hand.seating["02-02"] == 3 and one_by_hand.cost.missed == 0


def test_parting_two_breaks_no_other_wish() -> None:
    seats = plain_hall(3, [6], wheelchair_rows=(1,))
    group = [Person(p.id, p.delegation, p.rank, aisle=p.id == 7, wheelchair=p.id == 2) for p in people(16)]
    for one, other in ((1, 2), (2, 3), (4, 5), (5, 11), (6, 7), (7, 8)):
        for beside in ((), ((3, 4),), ((5, 6),)):
            wishes = Wishes(beside=beside, apart=((one, other),))
            plan = plan_floor(seats, group, None, wishes, seconds=0.1, workers=1)
            assert plan.cost.missed == 0, (one, other, beside)


def test_a_delegation_of_two_that_must_not_touch_has_no_swap_and_is_counted() -> None:
    seats, group = plain_hall(2, [3]), people(2, 3)
    plan = plan_floor(seats, group, None, Wishes(apart=((1, 2),)), seconds=0.1, workers=1)
    assert plan.cost.missed == 1


def test_two_hundred_pairs_in_a_hall_of_two_thousand_are_parted_soon() -> None:
    seats, group = plain_hall(40, [14, 22, 14]), people(*[97] * 20)
    seating = by_parts(seats, group, {})
    ring = [seating[seat.label] for seat in seats if seat.label in seating]
    wishes = Wishes(apart=tuple(pair for k, pair in enumerate(pairwise(ring)) if k % 9 == 0))
    assert cost_of(seats, group, seating, wishes).missed > 150
    began = monotonic()
    parted = grant(seats, group, seating, wishes, frozenset())
    assert monotonic() - began < 5 and cost_of(seats, group, parted, wishes).missed == 0
    assert parted == grant(seats, group, seating, wishes, frozenset()), "the same plan again"


def a_floor(cast: Cast, **options: object) -> SeatPlan:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    drafts = [Draft(f"代表{d}{k}", delegation=f"代表团{d}") for d in range(3) for k in range(4)]
    add_guests(event=event, drafts=drafts, actor=cast.alice, at=AT)
    guests = Guest.objects.filter(event=event)
    return make_plan(
        event=event, scene=Scene.FLOOR, title="", parts={guest.pk: ("", "") for guest in guests},
        options={"rows_n": 4, "parts": [2, 2], **options}, actor=cast.alice, at=AT,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_run_is_asked_for_taken_once_and_seats_everybody(cast: Cast, client: Client) -> None:
    plan = a_floor(cast)
    fixed = plan.seated.first()
    choose_seat(plan=plan, guest_id=fixed.guest_id, key="04-04", rev=1, actor=cast.alice, at=AT)
    run = ask_for_floor(plan=plan, seconds=1, actor=cast.alice, at=AT)
    with pytest.raises(SeatingRefused):
        ask_for_floor(plan=plan, seconds=1, actor=cast.alice, at=AT)
    client.force_login(cast.alice)
    url = reverse("seating:plan", args=[cast.site.code, plan.pk])
    assert "待计算" in client.get(url).content.decode()
    assert compute(run.pk, workers=1) and not compute(run.pk, workers=1)
    run.refresh_from_db()
    assert run.state == RunState.DONE and run.percent == 100 and run.cost["total"] <= run.greedy_cost["total"]
    assert plan.seated.exclude(key="").count() == 12 and plan.seated.get(guest=fixed.guest_id).key == "04-04"
    page = client.get(url).content.decode()
    assert "已算好" in page and "04-04" in page


@pytest.mark.django_db
def test_the_page_names_a_pair_left_in_the_hall_and_proposes_no_swap(cast: Cast) -> None:
    plan = a_floor(cast)
    guests = list(Guest.objects.filter(event=plan.event_id).order_by("pk")[:3])
    add_wish(event=plan.event, kind="apart", one=guests[0], other=guests[1], actor=cast.alice, at=AT)
    add_wish(event=plan.event, kind="apart", one=guests[0], other=guests[2], actor=cast.alice, at=AT)
    for rev, (guest, key) in enumerate(zip(guests, ("02-02", "03-02", "02-03"), strict=True), 1):
        choose_seat(plan=plan, guest_id=guest.pk, key=key, rev=rev, actor=cast.alice, at=AT)
    told = [f"{guests[0].name} and {guests[1].name} must not sit together."]
    with override("en"):
        assert warnings_of(picture_of(plan)) == told, "behind counts, across the aisle does not"


@pytest.mark.django_db
def test_a_stopped_run_leaves_the_seats_and_too_few_seats_are_refused(cast: Cast) -> None:
    plan = a_floor(cast)
    run = ask_for_floor(plan=plan, seconds=1, actor=cast.alice, at=AT)
    stop_search(plan=plan, actor=cast.alice, at=AT)
    assert not compute(run.pk) and not plan.seated.exclude(key="").exists()
    small = a_floor(cast, rows_n=2)
    with pytest.raises(SeatingRefused):
        ask_for_floor(plan=small, seconds=1, actor=cast.alice, at=AT)
    assert FloorRun.objects.filter(plan=small).count() == 0


def test_who_needs_a_place_for_a_wheelchair_gets_one_even_in_a_full_hall() -> None:
    seats = plain_hall(4, [4, 4], wheelchair_rows=(1, 4))
    for spare in (0, 1, 6):
        group = [Person(p.id, p.delegation, p.rank, wheelchair=p.id in (5, 9)) for p in people(8, 8, 16 - spare)]
        plan = plan_floor(seats, group, seconds=0.2, workers=1)
        places = {seat.label for seat in seats if seat.wheelchair}
        assert {who for label, who in plan.seating.items() if label in places} >= {5, 9}
        assert plan.cost.missed == 0


def test_places_for_wheelchairs_stay_free_for_those_who_need_them() -> None:
    seats = plain_hall(4, [4, 4], wheelchair_rows=(1, 4))
    group = [Person(p.id, p.delegation, p.rank, wheelchair=p.id == 5) for p in people(8, 8, 12)]
    hall = hall_of(seats, group, {})
    assert not any(seat.wheelchair for snake in hall.snakes.values() for seat in snake)
