"""Guests are told once of each thing: the invitation, what moved, that it is called off."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.guests import Draft, add_guests, move_guest
from guanjia.conference.actions.invitations import (
    invite_guests,
    renew_invitations,
    told_by_hand,
    write_invitations,
)
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.queries.invitations import to_tell_by_hand, welcome_script
from guanjia.conference.rules.greeting import polite_name, reads_english
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Message
from guanjia.foundation.messages.public import send_due
from guanjia.foundation.persons.public import surname_of
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

BEFORE = NINE - timedelta(days=5)
GUESTS = (
    Draft("欧阳修", delegation="史馆", position="副主任", seat="1-1", email="ouyang@example.org"),
    Draft("Ann Smith", position="Director", language="English", email="ann@example.org"),
    Draft("李敏", delegation="市财政局"),
)


@pytest.fixture
def event(cast: Cast) -> Event:
    made = make_event(cast.site, title="年度工作会议")
    make_sitting(made, make_room(cast.site, name="一号厅"), 0, 120)
    arrange_blocks(event=made, actor=cast.alice, at=BEFORE)
    add_guests(event=made, drafts=GUESTS, actor=cast.alice, at=BEFORE)
    deliver()
    return made


def deliver() -> None:
    """News to its receivers, messages to paper, paper to the post."""
    relay(now=clock.now())
    while write_invitations():
        continue
    send_due(now=clock.now())


def entry(sent: Any) -> tuple[str, Any]:
    """Method and entry of the calendar that a mail carries."""
    (raw,) = [
        part.get_payload(decode=True) for part in sent.message().walk() if part.get_content_type() == "text/calendar"
    ]
    calendar = Calendar.from_ical(raw)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


def to(address: str) -> list[Any]:
    return [sent for sent in mail.outbox if sent.to == [address]]


@pytest.mark.django_db(transaction=True)
class TestTelling:
    def test_everybody_is_invited_once_in_their_language(self, cast: Cast, event: Event) -> None:
        assert invite_guests(event=event, actor=cast.alice, at=BEFORE) == 3
        assert invite_guests(event=event, actor=cast.alice, at=BEFORE) == 0
        deliver()
        deliver()
        assert len(mail.outbox) == 2
        (chinese,), (english,) = to("ouyang@example.org"), to("ann@example.org")
        assert chinese.subject == "邀请函：年度工作会议"
        assert chinese.body.startswith("尊敬的欧阳主任：")
        assert "2026年3月5日 周四 09:00–11:00" in chinese.body and "一号厅" in chinese.body and "1-1" in chinese.body
        assert english.body.startswith("Dear Ann Smith,") and "/p/g/" in english.body
        assert {part.get_content_type() for part in chinese.message().walk()} >= {"text/calendar", "image/png"}
        method, item = entry(chinese)
        assert (method, item["sequence"], item.decoded("dtstart")) == ("REQUEST", 1, NINE)
        assert 'text/calendar; method="REQUEST"' in str(chinese.message()) or "method=REQUEST" in str(chinese.message())

    def test_who_has_no_address_is_told_by_hand(self, cast: Cast, event: Event) -> None:
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        deliver()
        (guest,) = to_tell_by_hand(event)
        assert guest.name == "李敏"
        assert told_by_hand(guest=guest, actor=cast.alice, at=BEFORE)
        assert not told_by_hand(guest=guest, actor=cast.alice, at=BEFORE)
        assert not to_tell_by_hand(event)

    def test_what_moves_is_told_again_with_a_higher_sequence(self, cast: Cast, event: Event) -> None:
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        deliver()
        (guest,) = to_tell_by_hand(event)
        told_by_hand(guest=guest, actor=cast.alice, at=BEFORE)
        block = Block.objects.get()
        shift_block(
            block_id=block.pk,
            rev=None,
            room_id=block.room_id,
            starts_at=NINE + timedelta(hours=1),
            actor=cast.alice,
            at=BEFORE,
        )
        deliver()
        deliver()
        first, second = to("ouyang@example.org")
        assert second.subject == "变更通知：年度工作会议" and "10:00–12:00" in second.body
        (_method, old), (method, new) = entry(first), entry(second)
        assert (method, new["uid"], new["sequence"]) == ("REQUEST", old["uid"], 2)
        assert [row.name for row in to_tell_by_hand(event)] == ["李敏"]

    def test_two_quick_moves_are_one_message(self, cast: Cast, event: Event) -> None:
        minute = timedelta(minutes=1)
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        assert write_invitations(settle=minute) == 3, "an invitation does not wait"
        for _move in range(2):
            renew_invitations(event=event, at=site_now(cast.site))
            assert write_invitations(settle=minute) == 0
        cast.site.clock_offset_s += 61
        cast.site.save()
        assert write_invitations(settle=minute) == 3
        send_due(now=clock.now() + minute)
        assert [sent.subject for sent in to("ouyang@example.org")] == ["邀请函：年度工作会议", "变更通知：年度工作会议"]

    def test_a_call_off_does_not_wait(self, cast: Cast, event: Event) -> None:
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        write_invitations()
        Event.objects.filter(pk=event.pk).update(state="cancelled")
        renew_invitations(event=event, at=site_now(cast.site))
        assert write_invitations(settle=timedelta(minutes=1)) == 3

    def test_what_is_called_off_is_taken_out_of_the_calendar(self, cast: Cast, event: Event) -> None:
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        excused = Guest.objects.get(name="Ann Smith")
        deliver()
        move_guest(guest=excused, to=GuestState.EXCUSED, actor=cast.alice, at=BEFORE)
        cancel_event(event=event, actor=cast.alice, at=BEFORE, reason="改期")
        deliver()
        deliver()
        method, item = entry(to("ouyang@example.org")[1])
        assert (method, item["sequence"], item["status"], item.decoded("dtstart")) == ("CANCEL", 2, "CANCELLED", NINE)
        assert len(to("ann@example.org")) == 1, "who does not come anyway is left in peace"
        assert len(mail.outbox) == 3

    def test_a_rehearsal_writes_to_nobody(self, cast: Cast, event: Event) -> None:
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        cast.site.rehearsal_of = cast.other_site
        cast.site.save()
        assert write_invitations() == 0
        assert not Message.objects.exists()


@pytest.mark.django_db
class TestAsking:
    def test_some_are_chosen(self, cast: Cast, event: Event) -> None:
        chosen = Guest.objects.get(name="李敏")
        assert invite_guests(event=event, guest_ids=[chosen.pk], actor=cast.alice, at=BEFORE) == 1
        assert set(Guest.objects.filter(invite_rev=1)) == {chosen}

    def test_nothing_to_invite_to_and_nobody_to_know_is_refused(self, cast: Cast, event: Event) -> None:
        with pytest.raises(Refused):
            invite_guests(event=make_event(cast.site), actor=cast.alice, at=BEFORE)
        event.secrecy = Secrecy.CONTROLLED
        with pytest.raises(Refused):
            invite_guests(event=event, actor=cast.alice, at=BEFORE)

    def test_an_internal_meeting_goes_by_its_number(self, cast: Cast, event: Event) -> None:
        Event.objects.update(secrecy=Secrecy.INTERNAL)
        invite_guests(event=event, actor=cast.alice, at=BEFORE)
        write_invitations()
        assert {event.title in row.title for row in Message.objects.all()} == {False}

    def test_the_page_invites_and_settles(self, cast: Cast, client: Client, event: Event) -> None:
        page = reverse("conference:invitations", args=["yard", event.ref])
        client.force_login(cast.audrey)
        assert client.post(page).status_code in (403, 404)
        client.force_login(cast.alice)
        client.post(page)
        write_invitations()
        guest = Guest.objects.get(name="李敏")
        assert "李敏" in client.get(page).content.decode()
        client.post(reverse("conference:invitation_settle", args=["yard", event.ref, guest.pk]), {"verb": "told"})
        guest.refresh_from_db()
        assert guest.told_at is not None


@pytest.mark.parametrize(
    ("name", "position", "language", "said"),
    [
        ("欧阳修", "史馆副主任", "", "欧阳主任您好，欢迎出席年会，请允许我带您前往签到区。"),
        ("单田芳", "", "中文", "单田芳您好，欢迎出席年会，请允许我带您前往签到区。"),
        ("Ann Smith", "Director", "English", "Welcome, Ann Smith, to 年会. May I escort you to the check-in desk?"),
        ("王小明", "局长", "en", "Welcome, 王小明, to 年会. May I escort you to the check-in desk?"),
    ],
)
def test_the_greeter_says_name_and_title(name: str, position: str, language: str, said: str) -> None:
    assert welcome_script(Guest(name=name, position=position, language=language), "年会") == said


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("欧阳修", "欧阳"),
        ("单田芳", "单"),
        ("尉迟恭", "尉迟"),
        ("Ann Smith", "Smith"),
        ("买买提·艾力", "买买提·艾力"),
        ("", ""),
    ],
)
def test_surnames_are_cut_where_they_end(name: str, surname: str) -> None:
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    ("position", "said"),
    [("总经理", "王总经理"), ("省财政厅厅长", "王厅长"), ("科员", "王五"), ("", "王五"), ("理事长", "王理事长")],
)
def test_the_longest_title_is_used(position: str, said: str) -> None:
    assert polite_name("王五", "王", position, english=False) == said


@pytest.mark.parametrize(
    ("language", "english"),
    [("en", True), ("EN-gb", True), ("英语", True), ("", False), ("法语", False), ("Entish", False)],
)
def test_only_english_is_written_in_english(language: str, english: bool) -> None:
    assert reads_english(language) is english
