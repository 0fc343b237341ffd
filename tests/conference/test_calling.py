"""A meeting called by telephone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.actions.sessions import add_session
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.places.public import Slot, SlotTaken
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db


def call(cast: Cast, room_id: int, **fields: object) -> Event:
    known = {
        "site": cast.site,
        "title": "临时会议",
        "room_id": room_id,
        "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=1),
        "headcount": 12,
        "regime": Regime.FISCAL,
        "actor": cast.alice,
        "at": NINE - timedelta(minutes=40),
    }
    return call_meeting(**(known | fields))  # type: ignore[arg-type]


def test_a_meeting_called_by_telephone_has_its_room_at_once(cast: Cast) -> None:
    event = call(cast, make_room(cast.site).pk)
    block = Block.objects.get(event=event)
    assert event.stage is EventState.PREPARATION
    assert (block.starts_at, block.headcount, block.short_notice) == (NINE, 12, True)
    assert Slot.objects.filter(holder_id=block.pk).count() == 1


def test_the_loser_reads_who_has_the_room_and_nothing_is_made(cast: Cast) -> None:
    room = make_room(cast.site)
    call(cast, room.pk, title="早会")
    with pytest.raises(SlotTaken, match="早会"):
        call(cast, room.pk)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("title", ["机密★会议", "（绝密）专题会", "机密工作会议", "Top secret review"])
def test_a_marked_title_leaves_no_trace(cast: Cast, title: str) -> None:
    entries = Entry.objects.count()
    with pytest.raises(SecretRefused):
        call(cast, make_room(cast.site).pk, title=title)
    assert (Event.objects.count(), Entry.objects.count()) == (0, entries)


def test_a_controlled_meeting_keeps_room_time_and_headcount_only(cast: Cast) -> None:
    event = call(cast, make_room(cast.site).pk, secrecy=Secrecy.CONTROLLED, contact_phone="13800138000")
    assert (event.title, event.contact_phone, event.organisation_id) == (event.ref, "", None)
    assert Block.objects.get().headcount == 12


FORM = {"title": "急会", "on": "2026-03-05", "start": "09:00", "end": "10:00", "headcount": "8"}


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({}, 302, ""),
        ({"end": "09:00"}, 422, "end"),
        ({"end": "08:59"}, 422, "end"),
        ({"end": "01:00", "overnight": "on"}, 302, ""),
        ({"headcount": "0"}, 422, "headcount"),
        ({"on": "2026-02-30"}, 422, "on"),
        ({"on": "2026-02-28"}, 422, "on"),
        ({"on": "2025-03-05"}, 422, "on"),
        ({"on": "2026-12-31", "start": "23:00", "end": "01:00", "overnight": "on"}, 302, ""),
    ],
)
def test_the_form_names_the_field_and_keeps_what_was_typed(
    cast: Cast, client: Client, change: dict[str, str], status: int, field: str
) -> None:
    type(cast.site).objects.update(held_at=NINE - timedelta(minutes=40))
    room = make_room(cast.site)
    client.force_login(cast.alice)
    form = FORM | {"room": str(room.pk), "regime": "fiscal", "secrecy": "ordinary"} | change
    answer = client.post(reverse("conference:call", args=[cast.site.code]), form)
    assert answer.status_code == status
    if field:
        assert field in answer.context["form"].errors
        assert "急会" in answer.content.decode()
        assert not Event.objects.exists()


@pytest.mark.parametrize(("heads", "warned"), [("30", False), ("31", True)])
def test_more_people_than_seats_are_told_and_not_refused(cast: Cast, client: Client, heads: str, warned: bool) -> None:
    type(cast.site).objects.update(held_at=NINE - timedelta(minutes=40))
    client.force_login(cast.alice)
    form = FORM | {"room": str(make_room(cast.site).pk), "regime": "fiscal", "secrecy": "ordinary", "headcount": heads}
    answer = client.post(reverse("conference:call", args=[cast.site.code]), form, follow=True)
    assert answer.redirect_chain and ("最多容纳 30 人，预计 31 人" in answer.content.decode()) == warned


def test_a_marked_title_is_not_even_shown_again(cast: Cast, client: Client) -> None:
    room = make_room(cast.site)
    client.force_login(cast.alice)
    form = FORM | {"room": str(room.pk), "regime": "fiscal", "secrecy": "ordinary", "title": "绝密★方案"}
    answer = client.post(reverse("conference:call", args=[cast.site.code]), form)
    assert "绝密★方案" not in answer.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("wants", ["茶水、果盘", "会后宴请", "鲜花两盆", "Beer for all"])
def test_the_telephone_brings_in_nothing_that_public_funds_forbid(cast: Cast, wants: str) -> None:
    with pytest.raises(Refused, match=r"《|214"):
        call(cast, make_room(cast.site).pk, wants=wants)
    assert not Event.objects.exists()
    assert call(cast, make_room(cast.site).pk, wants=wants, regime=Regime.COMMERCIAL).intake.special == wants


@pytest.mark.parametrize(("heads", "ok"), [(50, True), (51, False)])
def test_a_meeting_by_telephone_keeps_the_heads_of_its_class(cast: Cast, heads: int, ok: bool) -> None:
    room = make_room(cast.site)
    if ok:
        assert call(cast, room.pk, headcount=heads, meeting_class=4).intake.meeting_class == 4
    else:
        with pytest.raises(Refused, match="214"):
            call(cast, room.pk, headcount=heads, meeting_class=4)
        assert not Event.objects.exists()


def test_a_further_sitting_keeps_the_days_of_the_class(cast: Cast) -> None:
    room = make_room(cast.site)
    event = call(cast, room.pk, meeting_class=4)
    late = {"event": event, "title": "", "room_id": room.pk, "actor": cast.alice, "at": NINE - timedelta(hours=9)}
    next_day = NINE + timedelta(days=1)
    add_session(starts_at=next_day, ends_at=next_day + timedelta(hours=3), **late)
    with pytest.raises(Refused, match="214"):
        add_session(starts_at=next_day + timedelta(hours=4), ends_at=next_day + timedelta(hours=5), **late)


def test_a_controlled_meeting_by_telephone_wants_nothing_in_words(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"涉密管控|controlled"):
        call(cast, make_room(cast.site).pk, wants="tea", title="", secrecy=Secrecy.CONTROLLED)
