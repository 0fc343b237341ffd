"""Two people change one plan at the same instant."""

import pytest

from guanjia.conference.models import Guest
from guanjia.seating.actions.planning import choose_seat
from guanjia.seating.models import SeatPlan
from guanjia.seating.rules.refusals import PlanStale
from tests.cast import Cast
from tests.harness.race import race
from tests.seating.plans import AT, NAMES, ordered, planned


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_move_a_card_wins_and_the_other_looks_again(cast_committed: Cast) -> None:
    plan = planned(cast_committed, ordered(cast_committed, *NAMES[:5]))
    first, second = Guest.objects.filter(event=plan.event, name__in=["李四", "周五"]).order_by("rank_no")

    def choose(guest: Guest) -> SeatPlan:
        mine = SeatPlan.objects.get(pk=plan.pk)
        return choose_seat(plan=mine, guest_id=guest.pk, key="R1-3", rev=1, actor=cast_committed.alice, at=AT)

    outcomes = race([lambda: choose(first), lambda: choose(second)])
    assert sorted(type(each).__name__ for each in outcomes) == [PlanStale.__name__, SeatPlan.__name__]
    keys = list(plan.seated.values_list("key", flat=True))
    assert len(set(keys)) == 5 and "" not in keys and SeatPlan.objects.get(pk=plan.pk).rev == 2
