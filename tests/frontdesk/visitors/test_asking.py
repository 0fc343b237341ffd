"""A host without an account answers by a link, once; somebody who moved out lets nobody in (VISI-005)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Message
from guanjia.foundation.persons.public import make_person
from guanjia.frontdesk.visitors.actions.asking import answer_by_link, ask_hosts
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.models import HostQuestion, Visit
from guanjia.frontdesk.visitors.public import VisitKind, VisitRefused, VisitState, arrive, expect_visitor
from guanjia.frontdesk.visitors.rules.asking import ASK_AGAIN_AFTER, HostAnswer, may_answer, may_ask_again
from guanjia.people.public import Occupancy, Relation, add_occupancy, end_occupancy
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, Home, M, coming, invited, make_home, walked_in
from tests.harness.race import race

S = VisitState
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "answered", "confirmed", "at", "may"),
    [
        (S.BOOKED, False, False, TEN, True),
        (S.ARRIVED, False, False, TEN + H, True),
        (S.ARRIVED, False, False, TEN + H + SECOND, False),
        (S.ARRIVED, True, False, TEN, False),
        (S.ARRIVED, False, True, TEN, False),
        (S.ADMITTED, False, False, TEN, False),
        (S.REFUSED, False, False, TEN, False),
    ],
)
def test_when_the_link_takes_an_answer(state: S, answered: bool, confirmed: bool, at: object, may: bool) -> None:
    assert may_answer(state, answered=answered, confirmed=confirmed, pass_until=TEN + H, at=at) is may


def test_nobody_is_asked_twice_within_a_minute() -> None:
    assert may_ask_again(TEN, TEN + ASK_AGAIN_AFTER) and not may_ask_again(TEN, TEN + ASK_AGAIN_AFTER - SECOND)


def waiting(cast: Cast, home: Home) -> Visit:
    cast.site.held_at = TEN
    cast.site.save()
    visit = walked_in(cast, home, kind=VisitKind.SALES)
    return arrive(visit=visit, where="前台", actor=cast.rita, at=TEN)


@pytest.mark.django_db
def test_the_host_is_asked_by_message_and_says_yes_once(cast: Cast, client: Client) -> None:
    home = make_home(cast)
    visit = waiting(cast, home)
    question = HostQuestion.objects.get()
    message = Message.objects.get(template="visitors.host_asked")
    assert (question.host, message.person_id) == (home.owner, home.owner.pk)
    page = reverse("visitor_host", args=[question.token])
    assert message.link == page and "王来访" in client.get(page).content.decode()
    assert client.post(page, {"answer": "yes"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.confirmed_how, visit.host_id, visit.state) == ("link", home.owner.pk, S.ARRIVED), (
        "a paper is still looked at"
    )
    assert client.post(page, {"answer": "no"}).status_code == 422, "one answer counts"
    assert "王来访" not in client.get(page).content.decode(), "afterwards nothing of the visitor is shown"
    assert client.get(reverse("visitor_host", args=["x" * 43])).status_code == 404


@pytest.mark.django_db
def test_a_no_by_the_link_ends_it_kindly(cast: Cast, client: Client) -> None:
    visit = waiting(cast, make_home(cast))
    client.post(reverse("visitor_host", args=[HostQuestion.objects.get().token]), {"answer": "no"})
    visit.refresh_from_db()
    assert (visit.state, visit.refusal) == (S.REFUSED, "host_denies")


@pytest.mark.django_db
def test_somebody_who_has_moved_out_lets_nobody_in_by_the_link(cast: Cast, client: Client) -> None:
    home = make_home(cast)
    visit = waiting(cast, home)
    occupancy = Occupancy.objects.get(person=home.owner)
    end_occupancy(occupancy=occupancy, on=date(2026, 3, 5), actor=cast.rita, at=TEN)
    page = reverse("visitor_host", args=[HostQuestion.objects.get().token])
    for answer in (client.get(page), client.post(page, {"answer": "yes"})):
        assert answer.status_code == 403 and "王来访" not in answer.content.decode()
    visit.refresh_from_db()
    assert visit.confirmed_at is None and visit.state == S.ARRIVED
    assert "stale_host" in [entry.action for entry in timeline((VISIT, visit.pk))], "the attempt leaves a trace"
    with pytest.raises(VisitRefused) as refused:
        answer_by_link(question=HostQuestion.objects.get(), said=HostAnswer.YES, at=TEN)
    assert refused.value.field == "host_gone"


@pytest.mark.django_db
def test_everybody_of_the_home_is_asked_when_none_is_named_and_again_after_a_minute(cast: Cast) -> None:
    home = make_home(cast)
    wife = make_person(site=cast.site, name="陈太太", private={}, link="occupier", actor=None, at=TEN)
    add_occupancy(site=cast.site, unit=home.unit, person=wife, relation=Relation.FAMILY, since=date(2020, 1, 1),
                  actor=None, at=TEN)  # fmt: skip
    visit = walked_in(cast, home)
    assert [each.host for each in HostQuestion.objects.all()] == [home.owner], "the named host, or the first contact"
    Visit.objects.filter(pk=visit.pk).update(host=None)
    visit.refresh_from_db()
    assert ask_hosts(visit=visit, at=TEN + M - SECOND) == 1, "the other one is asked, the first not again so soon"
    assert ask_hosts(visit=visit, at=TEN + M) == 1
    assert Message.objects.filter(template="visitors.host_asked").count() == 3


@pytest.mark.django_db
def test_nobody_is_asked_for_who_was_announced_or_comes_by_the_lane(cast: Cast) -> None:
    home = make_home(cast)
    invited(cast, home)
    walked_in(cast, home, kind=VisitKind.COURIER)
    expect_visitor(site=cast.site, coming=coming(kind=VisitKind.BUSINESS, host_user=cast.mei), actor=cast.rita, at=TEN)
    assert not HostQuestion.objects.exists() and not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_one_instant_one_counts(cast_committed: Cast) -> None:
    cast = cast_committed
    waiting(cast, make_home(cast))
    question = HostQuestion.objects.select_related("visit__site", "visit__person", "visit__unit", "host").get()

    def say(answer: HostAnswer) -> object:
        fresh = HostQuestion.objects.select_related("visit__site", "visit__person", "visit__unit", "host").get()
        return lambda: answer_by_link(question=fresh, said=answer, at=TEN)

    outcomes = race([say(HostAnswer.YES), say(HostAnswer.NO)])
    assert sum(isinstance(each, Visit) for each in outcomes) == 1
    question.refresh_from_db()
    visit = Visit.objects.get()
    assert (visit.state == S.REFUSED) is (question.answer == "no")
