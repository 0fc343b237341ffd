"""Service while a meeting runs: door tablet, fifteen more, log, spill, frozen doors (W04)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions import service
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.service_tablet import find_tablet, make_tablet
from guanjia.conference.models import Block, Event, FaultRecord, NoteKind, ServiceNote, Session
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState, Secrecy, SessionState
from guanjia.duties.public import Duty, Evidence, Source, plan_dirty
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import Slot, SlotTaken
from guanjia.servicedesk.public import WorkOrder
from tests.cast import Cast
from tests.conference.dayof.test_faults import a_meeting
from tests.factories.conference import NINE, make_event, make_sitting

pytestmark = pytest.mark.django_db
M, D = timedelta(minutes=1), timedelta(days=1)


def seated(cast: Cast, block: Block) -> Duty:
    """The refill that is open after the leaders sat down at NINE."""
    Block.objects.filter(pk=block.pk).update(leaders_seated_at=NINE, rev=block.rev + 1)
    changed("conference.block", [block.pk], site=cast.site, at=NINE)
    plan_dirty(now=NINE)
    return Duty.objects.get(standard_code="conference.refill", state="open")


def test_fifteen_more_keeps_the_room(cast: Cast) -> None:
    block = a_meeting(cast)
    service.extend_block(block_id=block.pk, actor=cast.bob, at=NINE)
    end = NINE + 135 * M
    assert {Block.objects.get().ends_at, Session.objects.get().ends_at, Slot.objects.get().ends_at} == {end}
    assert Event.objects.get().ends_at == end


def test_whoever_comes_next_keeps_the_room(cast: Cast) -> None:
    block = a_meeting(cast)
    following = make_event(cast.site)
    make_sitting(following, block.room, 125, 60)
    arrange_blocks(event=following, actor=cast.alice, at=NINE - D)
    with pytest.raises(SlotTaken):
        service.extend_block(block_id=block.pk, actor=cast.bob, at=NINE)
    block.refresh_from_db()
    assert block.ends_at == NINE + 120 * M
    service.extend_block(block_id=block.pk, minutes=5, actor=cast.bob, at=NINE)


@pytest.mark.parametrize("minutes", [0, 241])
def test_an_extension_has_its_limits(cast: Cast, minutes: int) -> None:
    with pytest.raises(Refused):
        service.extend_block(block_id=a_meeting(cast).pk, minutes=minutes, actor=cast.bob, at=NINE)


def test_a_meeting_that_does_not_run_is_not_extended(cast: Cast) -> None:
    block = a_meeting(cast)
    Block.objects.update(state=BlockState.READY)
    with pytest.raises(Refused):
        service.extend_block(block_id=block.pk, actor=cast.bob, at=NINE)


def test_doors_are_frozen_and_opened(cast: Cast) -> None:
    block = a_meeting(cast)
    Session.objects.update(state=SessionState.RUNNING)
    service.note(block=block, kind=NoteKind.FROZEN, actor=cast.bob, at=NINE)
    assert Session.objects.get().freeze_doors
    service.note(block=block, kind=NoteKind.OPENED, actor=cast.bob, at=NINE)
    assert not Session.objects.get().freeze_doors


def test_a_passed_document_says_what_but_not_in_a_controlled_meeting(cast: Cast) -> None:
    with pytest.raises(Refused):
        service.note(block=a_meeting(cast), kind=NoteKind.PASSED, actor=cast.bob, at=NINE)
    service.note(
        block=a_meeting(cast, secrecy=Secrecy.CONTROLLED),
        kind=NoteKind.PASSED,
        words="给张主任",
        actor=cast.bob,
        at=NINE,
    )
    assert ServiceNote.objects.get().words == ""


@pytest.mark.parametrize(("after", "minutes"), [(119 * M, 0), (120 * M, 0), (127 * M, 7)])
def test_the_moderator_is_told_of_an_overrun(cast: Cast, after: timedelta, minutes: int) -> None:
    block = a_meeting(cast)
    Session.objects.update(state=SessionState.RUNNING)
    assert service.tell_overrun(block=block, actor=cast.bob, at=NINE + after) == minutes


@pytest.mark.parametrize(("severe", "urgency"), [(False, "urgent"), (True, "critical")])
def test_a_spill_calls_a_cleaner(cast: Cast, severe: bool, urgency: str) -> None:
    service.report_spill(block=a_meeting(cast), severe=severe, actor=cast.bob, at=NINE)
    assert (WorkOrder.objects.get().kind, WorkOrder.objects.get().urgency) == ("cleaning", urgency)


def test_the_tablet_pours_extends_and_reports(cast: Cast, client: Client) -> None:
    block = a_meeting(cast)
    cast.site.held_at = NINE + 8 * M
    cast.site.save()
    duty = seated(cast, block)
    token = make_tablet(site=cast.site, room=block.room, actor=cast.alice, at=NINE)
    page = client.get(reverse("tablet", args=[token]))
    assert page.status_code == 200 and block.event.title in page.content.decode()
    for verb, given in (
        ("pour", {"key": "1"}),
        ("pour", {"key": "1"}),
        ("extend", {}),
        ("fault", {"kind": "audio", "key": "f"}),
    ):
        assert client.post(reverse("tablet_act", args=[token, verb]), given).status_code == 302
    assert Evidence.objects.get(duty=duty).source == Source.TABLET
    assert FaultRecord.objects.get().kind == "audio"
    block.refresh_from_db()
    assert block.ends_at == NINE + 135 * M


def test_a_tablet_works_until_the_next_is_made(cast: Cast, client: Client) -> None:
    block = a_meeting(cast, secrecy=Secrecy.INTERNAL, title="人事会")
    old = make_tablet(site=cast.site, room=block.room, actor=cast.alice, at=NINE)
    new = make_tablet(site=cast.site, room=block.room, actor=cast.alice, at=NINE)
    assert find_tablet(old) is None and find_tablet(new) is not None
    assert client.get(reverse("tablet", args=[old])).status_code == 404
    assert "人事会" not in client.get(reverse("tablet", args=[new])).content.decode()


def test_the_countdown_page_pours(cast: Cast, client: Client) -> None:
    block = a_meeting(cast)
    cast.site.held_at = NINE + 8 * M
    cast.site.save()
    duty = seated(cast, block)
    client.force_login(cast.bob)
    assert block.room.name in client.get(reverse("conference:refills", args=["yard"])).content.decode()
    client.post(reverse("conference:service_act", args=["yard", block.pk, "pour"]), {"back": "refills", "key": ""})
    duty.refresh_from_db()
    assert duty.state == "on_time"
