"""Links to the client go out by e-mail, in the client's language; who was sent what stands on the event's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from guanjia.conference.actions.approval import Decision, decide_application
from guanjia.conference.actions.intake_answers import answer_link, link_by_token
from guanjia.conference.actions.intake_links import send_needs
from guanjia.conference.actions.intake_purchases import buy, order_purchase
from guanjia.conference.actions.scheme import offer_scheme
from guanjia.conference.models import ClientLink, Complaint, Purchase
from guanjia.conference.queries.client_links import asked_of
from guanjia.conference.rules.needs import Segment
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.messages.models import Message
from guanjia.foundation.messages.public import send_due
from guanjia.kernel import clock
from tests.cast import Cast
from tests.conference.intake.asks import BEFORE, drawn, enquiry, prepared
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
ADDRESS = "wang.fang@lotus.example"


def sent() -> Any:
    """The mail to the client that left last."""
    send_due(now=clock.now())
    return [letter for letter in mail.outbox if letter.to == [ADDRESS]][-1]


def to_clients() -> Any:
    return Message.objects.filter(user=None)


def token_in(body: str) -> str:
    return body.rsplit("/p/a/", 1)[1].strip().rstrip("/")


@pytest.mark.parametrize(("language", "words"), [("en", "please confirm"), ("zh-hans", "请确认您的需求")])
def test_the_needs_go_out_in_the_clients_language_and_the_link_works(cast: Cast, language: str, words: str) -> None:
    event = enquiry(cast, contact_email=ADDRESS, language=language)
    token = send_needs(event=event, actor=cast.alice, at=BEFORE)
    letter = sent()
    assert letter.to == [ADDRESS] and words in letter.subject and event.ref in letter.subject
    assert token_in(letter.body) == token
    message = to_clients().get()
    assert ADDRESS not in message.locked_address and token not in message.locked_link + message.body + message.link


def test_who_was_sent_what_and_when_stands_on_the_page(cast: Cast, client: Any) -> None:
    event = enquiry(cast, contact_email=ADDRESS)
    send_needs(event=event, actor=cast.alice, at=BEFORE)
    line = asked_of(event)[0]
    assert line.delivery is not None and line.delivery.sent_at is None
    sent()
    line = asked_of(event)[0]
    assert line.delivery is not None and line.delivery.sent_at is not None
    assert (line.link.made_by, line.delivery.to) == (cast.alice, "w***@lotus.example")
    client.force_login(cast.alice)
    for page in ("event", "intake"):
        assert (
            "w***@lotus.example" in client.get(reverse(f"conference:{page}", args=["yard", event.ref])).content.decode()
        )


def test_without_an_address_the_link_is_handed_over(cast: Cast) -> None:
    event = enquiry(cast)
    assert send_needs(event=event, actor=cast.alice, at=BEFORE)
    assert not to_clients().exists()
    assert asked_of(event)[0].delivery is None


def test_scheme_and_budget_go_out_too(cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site), contact_email=ADDRESS, language="en")
    offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    assert "scheme and budget" in sent().subject


@pytest.mark.parametrize(("approve", "words"), [(True, "number 12"), (False, "No money")])
def test_an_applicant_is_told_how_the_office_decided(cast: Cast, approve: bool, words: str) -> None:
    room = make_room(cast.site)
    event = enquiry(
        cast, segment=Segment.GOVERNMENT, room_id=room.pk, contact_email=ADDRESS, language="en", meeting_class=4
    )
    decision = Decision(approve=approve, approver="Office", number="12", reason="No money")
    decide_application(event=event, decision=decision, actor=cast.mei, at=BEFORE)
    assert words in sent().body


def bought(cast: Cast) -> Purchase:
    event = prepared(cast, make_room(cast.site), contact_email=ADDRESS, language="en")
    row = order_purchase(
        event=event, item="Fruit", quantity="20 plates", serve_at=NINE, cost_fen=60_000, actor=cast.alice, at=BEFORE
    )
    return buy(purchase_id=row.pk, actor=cast.bob, at=BEFORE)


def test_a_purchase_asks_the_client_by_itself_and_the_answer_ends_it(cast: Cast) -> None:
    row = bought(cast)
    link = link_by_token(token_in(sent().body))
    assert link is not None and link.target_id == row.pk
    answer_link(link=link, accept=True, name="Wang Fang", comment="", at=BEFORE)
    row.refresh_from_db()
    assert (row.confirmed_by, row.confirmed_at) == ("Wang Fang", BEFORE)


def test_a_client_who_is_unhappy_with_a_purchase_begins_a_complaint(cast: Cast) -> None:
    row = bought(cast)
    link = link_by_token(token_in(sent().body))
    assert link is not None
    with pytest.raises(Refused):
        answer_link(link=link, accept=False, name="Wang Fang", comment=" ", at=BEFORE)
    answer_link(link=link, accept=False, name="Wang Fang", comment="Half is rotten", at=BEFORE)
    row.refresh_from_db()
    assert row.confirmed_at is None
    assert "Half is rotten" in Complaint.objects.get(event=row.event).problem


def test_two_purchases_are_asked_about_by_two_links(cast: Cast) -> None:
    first = bought(cast)
    again = order_purchase(
        event=first.event, item="Ink", quantity="2", serve_at=NINE, cost_fen=0, actor=cast.alice, at=BEFORE
    )
    buy(purchase_id=again.pk, actor=cast.bob, at=BEFORE + timedelta(hours=1))
    open_links = ClientLink.objects.filter(kind="purchase", withdrawn_at=None)
    assert {link.target_id for link in open_links} == {first.pk, again.pk}


def test_a_controlled_meeting_and_a_rehearsal_write_to_nobody(cast: Cast) -> None:
    cast.site.rehearsal_of = cast.other_site
    cast.site.save()
    event = enquiry(cast, contact_email=ADDRESS)
    send_needs(event=event, actor=cast.alice, at=BEFORE)
    assert not to_clients().exists()
