"""Two people act on one agenda at the same instant."""

import pytest

from guanjia.agenda.actions.replanning import accept_offer
from guanjia.agenda.actions.running import start_item
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.queries.offers import Offer, offer_of
from guanjia.agenda.queries.running import course_of, proposals_of
from guanjia.agenda.rules.refusals import AgendaStale
from guanjia.agenda.rules.states import ItemState
from guanjia.foundation.journal.public import timeline
from tests.agenda.meetings import agenda_for, at, item, run
from tests.cast import Cast
from tests.harness.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def whole(pk: int) -> Agenda:
    return Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=pk)


def test_of_two_proposals_accepted_at_once_one_wins(cast_committed: Cast) -> None:
    agenda = agenda_for(cast_committed)
    run(agenda.block)
    start_item(item=item(agenda, "开场致辞"), actor=cast_committed.lin, at=at(0))
    course = course_of(whole(agenda.pk), at(25))
    offers = [offer_of(course, each) for each in proposals_of(course)[:2]]
    rev = Agenda.objects.get(pk=agenda.pk).rev

    def accept(offer: Offer, who: object) -> Agenda:
        return accept_offer(agenda=whole(agenda.pk), offer=offer, actor=who, at=at(25))

    outcomes = race([lambda: accept(offers[0], cast_committed.lin), lambda: accept(offers[1], cast_committed.alice)])
    assert sorted(type(each).__name__ for each in outcomes) == [Agenda.__name__, AgendaStale.__name__], outcomes
    won = offers[0] if isinstance(outcomes[0], Agenda) else offers[1]
    assert Agenda.objects.get(pk=agenda.pk).rev == rev + 1
    assert {(i.pk, i.begins, i.minutes) for i in AgendaItem.objects.filter(pk__in=[p[0] for p in won.placed])} == set(
        won.placed
    )
    assert [entry.action for entry in timeline(("agenda.agenda", agenda.pk))].count("agenda.replan") == 1


def test_two_who_start_two_items_leave_one_running(cast_committed: Cast) -> None:
    agenda = agenda_for(cast_committed)
    run(agenda.block)
    first, second = item(agenda, "开场致辞"), item(agenda, "工作报告")
    outcomes = race(
        [
            lambda: start_item(item=first, actor=cast_committed.lin, at=at(1)),
            lambda: start_item(item=second, actor=cast_committed.bob, at=at(1)),
        ]
    )
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert AgendaItem.objects.filter(agenda=agenda, state=ItemState.RUNNING).count() == 1
