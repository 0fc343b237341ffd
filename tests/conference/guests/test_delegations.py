"""Organisations answer for their people until a deadline, which is a duty of the co-ordinator (FIELD 15)."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.delegations import (
    Reply,
    ReplyLine,
    answer_for_delegation,
    ask_delegation,
    delegation_by_token,
    make_delegation,
)
from guanjia.conference.actions.guest_answers import approve_answer
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.queries.invitations import to_approve
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import Duty, DutyState, plan_dirty, tick
from guanjia.foundation.messages.models import Message
from guanjia.foundation.messages.public import send_due
from guanjia.foundation.persons.public import Person, erase, find_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel import clock
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=7)
UNTIL = NINE - timedelta(days=2)


@pytest.fixture
def event(cast: Cast) -> Event:
    made = make_event(cast.site, title="预算评审会")
    make_sitting(made, make_room(cast.site), 0, 120)
    arrange_blocks(event=made, actor=cast.alice, at=BEFORE)
    drafts = [Draft(name, delegation="市财政局", position="处长", seat="1") for name in ("张三", "李四", "王五")]
    add_guests(event=made, drafts=[*drafts, Draft("赵六", delegation="市发改委")], actor=cast.alice, at=BEFORE)
    return made


def asked(cast: Cast, event: Event, **more: object) -> str:
    row = Delegation.objects.select_related("event__site", "site").get(event=event, name="市财政局")
    given = {"until": UNTIL, "name": "周秘书", "email": "zhou@example.org", "actor": cast.alice, "at": BEFORE} | more
    return ask_delegation(delegation=row, **given)  # type: ignore[arg-type]


def guest(name: str) -> Guest:
    return Guest.objects.get(name=name)


def answer(token: str, *lines: ReplyLine, at: datetime = UNTIL, **more: object) -> Delegation:
    found = delegation_by_token(token)
    assert found is not None
    return answer_for_delegation(delegation=found, reply=Reply("周秘书", lines, **more), at=at)  # type: ignore[arg-type]


def test_the_link_is_mailed_and_only_its_hash_is_kept(cast: Cast, event: Event) -> None:
    token = asked(cast, event)
    send_due(now=clock.now())
    (sent,) = mail.outbox
    assert sent.to == ["zhou@example.org"] and f"/p/d/{token}/" in sent.body and "市财政局" in sent.body
    assert not Delegation.objects.filter(reply_token=token).exists()
    newer = asked(cast, event)
    assert delegation_by_token(token) is None
    assert delegation_by_token(newer) is not None
    assert delegation_by_token("forged") is None


def test_it_answers_for_everybody_and_adds_its_own(cast: Cast, event: Event) -> None:
    token = asked(cast, event)
    lines = (
        ReplyLine(guest("张三").pk, "yes"),
        ReplyLine(guest("李四").pk, "no", "出差"),
        ReplyLine(guest("王五").pk, "instead", instead=Draft("孙七", position="副处长")),
    )
    done = answer(token, *lines, added=[Draft("周八", phone="13800138000")])
    assert done.replied_by == "周秘书"
    states = dict(Guest.objects.filter(delegation=done).values_list("name", "state"))
    assert states == {
        "张三": "confirmed",
        "李四": "excused",
        "王五": "replaced",
        "孙七": "confirmed",
        "周八": "confirmed",
    }
    instead = guest("孙七")
    assert (instead.stands_in_for, instead.seat, instead.invite_rev) == (guest("王五"), "1", 1)
    waiting = list(to_approve(event))
    assert {row.name for row in waiting} == {"李四", "孙七"}
    assert all(approve_answer(guest=row, actor=cast.alice, at=UNTIL) for row in waiting)
    assert not approve_answer(guest=waiting[0], actor=cast.alice, at=UNTIL)
    assert not to_approve(event)
    answer(token, ReplyLine(guest("李四").pk, "yes"))
    assert guest("李四").state == "confirmed"


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_after_the_deadline_it_is_refused_in_words(cast: Cast, event: Event, seconds: int, late: bool) -> None:
    token, at = asked(cast, event), UNTIL + timedelta(seconds=seconds)
    line = ReplyLine(guest("张三").pk, "yes")
    if not late:
        assert answer(token, line, at=at).replied_at == at
        return
    with pytest.raises(Refused, match="2026-03-03 09:00"):
        answer(token, line, at=at)
    answer(asked(cast, event, until=NINE - timedelta(days=1), at=at), line, at=at)


@pytest.mark.parametrize(
    "line", [ReplyLine(0, "yes"), ReplyLine(-1, "no"), ReplyLine(-2, "no", ""), ReplyLine(-2, "instead")]
)
def test_a_bad_line_keeps_nothing(cast: Cast, event: Event, line: ReplyLine) -> None:
    token = asked(cast, event)
    ids = {0: guest("赵六").pk, -1: 999_999, -2: guest("李四").pk}
    bad = ReplyLine(ids[line.guest_id], line.answer, line.reason, line.instead)
    with pytest.raises(Refused):
        answer(token, ReplyLine(guest("张三").pk, "yes"), bad)
    assert guest("张三").state == "invited"
    assert Delegation.objects.get(name="市财政局").replied_at is None


def test_a_secrecy_mark_keeps_nothing(cast: Cast, event: Event) -> None:
    with pytest.raises(SecretRefused):
        answer(asked(cast, event), ReplyLine(guest("李四").pk, "no", "绝密★30年 材料"))
    assert guest("李四").state == "invited"


@pytest.mark.parametrize("until", [BEFORE, NINE + timedelta(seconds=1)])
def test_a_deadline_lies_between_now_and_the_start(cast: Cast, event: Event, until: datetime) -> None:
    with pytest.raises(Refused) as refused:
        asked(cast, event, until=until)
    assert refused.value.field == "until"


def test_the_answer_is_a_duty_with_a_reminder_the_day_before(cast: Cast, event: Event) -> None:
    token = asked(cast, event)
    plan_dirty(now=BEFORE)
    duty = Duty.objects.get(standard_code="conference.delegation.reply")
    assert (duty.due_at, duty.post_code) == (UNTIL, "conference.coordinator")
    tick(now=UNTIL - timedelta(days=1, seconds=1), site=cast.site)
    assert not Message.objects.filter(template="conference.delegation_reminded").exists()
    tick(now=UNTIL - timedelta(days=1), site=cast.site)
    tick(now=UNTIL - timedelta(hours=20), site=cast.site)
    assert Message.objects.filter(template="conference.delegation_reminded").count() == 1
    answer(token)
    plan_dirty(now=UNTIL)
    duty.refresh_from_db()
    assert duty.state == DutyState.ON_TIME


def test_who_has_answered_is_not_reminded(cast: Cast, event: Event) -> None:
    answer(asked(cast, event), at=BEFORE)
    plan_dirty(now=BEFORE)
    tick(now=UNTIL - timedelta(hours=20), site=cast.site)
    assert not Message.objects.filter(template="conference.delegation_reminded").exists()


def test_an_erased_contact_is_forgotten(cast: Cast, event: Event) -> None:
    asked(cast, event)
    person = Person.objects.get(name="周秘书")
    erase(person, actor=cast.alice, at=UNTIL, reason="request", site=cast.site)
    row = Delegation.objects.get(name="市财政局")
    assert (row.contact, row.contact_name) == (None, "")
    assert not find_by(site=cast.site, field="email", value="zhou@example.org")


def test_the_pages_ask_show_the_link_once_and_name_who_is_late(cast: Cast, client: Client, event: Event) -> None:
    client.force_login(cast.alice)
    client.post(reverse("conference:delegations", args=["yard", event.ref]), {"organisation": "市审计局"})
    row = Delegation.objects.get(name="市审计局")
    page = reverse("conference:delegation", args=["yard", event.ref, row.pk])
    assert client.post(page, {"until": "2026-03-09T09:00"}).status_code == 422
    assert client.post(page, {"until": "2026-03-04T09:00", "email": "x"}).status_code == 422
    type(cast.site).objects.update(held_at=BEFORE)
    assert client.post(page, {"until": "2026-03-04T09:00"}).status_code == 302
    assert "/p/d/" in client.get(page).content.decode()
    assert "/p/d/" not in client.get(page).content.decode()
    type(cast.site).objects.update(held_at=NINE - timedelta(hours=1))
    assert "已超时" in client.get(reverse("conference:delegations", args=["yard", event.ref])).content.decode()
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404


def test_an_organisation_is_listed_once(cast: Cast, event: Event) -> None:
    first = make_delegation(event=event, name="市财政局", actor=cast.alice, at=BEFORE)
    assert first == make_delegation(event=event, name=" 市财政局 ", actor=cast.alice, at=BEFORE)
    with pytest.raises(Refused):
        make_delegation(event=event, name=" ", actor=cast.alice, at=BEFORE)
