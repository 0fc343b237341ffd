"""What conferences do when something happened below."""

from django.utils.translation import gettext

from guanjia.conference.actions.faults import repaired, take_up_order
from guanjia.conference.actions.invitations import renew_invitations
from guanjia.conference.actions.waiting import place_waiting_blocks
from guanjia.conference.events import EventMoved, EventRearranged
from guanjia.conference.models import Block, Event, FaultRecord
from guanjia.conference.rules.faults import FaultState
from guanjia.conference.rules.states import BEGUN, NOT_HELD, EventState
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from guanjia.places.events import RoomReopened, RoomsReleased
from guanjia.servicedesk.events import OrderMoved, OrderOpened
from guanjia.servicedesk.public import OrderKind, Report, WorkOrder, open_order
from guanjia.surveys.events import SurveyAnswered
from guanjia.surveys.public import QUESTIONS

MENDED_FROM = {FaultState.IDENTIFIED, FaultState.MITIGATED}


@receives(EventRearranged)
def tell_guests_of_change(event: EventRearranged, entry: Entry) -> None:
    """Whoever was invited is told the new time and place."""
    about = Event.objects.select_related("site").filter(pk=event.event_id).first()
    if about is not None and about.stage not in NOT_HELD:
        renew_invitations(event=about, at=entry.at)


@receives(EventMoved)
def tell_guests_of_end(event: EventMoved, entry: Entry) -> None:
    """Whoever was invited is told that the event is called off."""
    about = Event.objects.select_related("site").filter(pk=event.event_id).first()
    if about is not None and EventState(event.new) in NOT_HELD and about.stage in NOT_HELD:
        renew_invitations(event=about, at=entry.at)


@receives(OrderOpened)
def take_up(event: OrderOpened, entry: Entry) -> None:
    """A repair order about a meeting that is running is a fault in the room, however it came in."""
    if event.kind != OrderKind.REPAIR or event.subject_kind != "conference.block":
        return
    block = Block.objects.select_related("site", "room").filter(pk=event.subject_id).first()
    order = WorkOrder.objects.filter(pk=event.order_id).first()
    if block is not None and order is not None and block.stage in BEGUN:
        take_up_order(order=order, block=block, actor=_actor(entry), at=entry.at)


@receives(OrderMoved)
def follow_order(event: OrderMoved, entry: Entry) -> None:
    """The technician is done: the fault waits for its test."""
    if event.verb != "complete":
        return
    fault = FaultRecord.objects.select_related("site", "order", "block__room").filter(order=event.order_id).first()
    if fault is not None and fault.stage in MENDED_FROM:
        repaired(fault=fault, actor=_actor(entry), at=entry.at)


@receives(SurveyAnswered)
def improve(event: SurveyAnswered, entry: Entry) -> None:
    """A low mark makes an improvement task, one an event and dimension (SURV-017)."""
    if event.subject_kind != "conference.event" or not event.low:
        return
    about = Event.objects.select_related("site").filter(pk=event.subject_id).first()
    if about is None:
        return
    labels = {question.code: question.label for question in QUESTIONS}
    for code in event.low:
        report = Report(
            title=gettext("Improve: %(what)s, %(ref)s") % {"what": gettext(labels[code]), "ref": about.ref},
            kind=OrderKind.IMPROVEMENT,
            subject=("conference.event", about.pk),
            source_key=f"improve:{about.pk}:{code}",
        )
        open_order(site=about.site, report=report, actor=None, at=entry.at)


@receives(RoomsReleased)
def place_waiting(event: RoomsReleased, entry: Entry) -> None:
    """Somebody left a room: blocks that wait for it, or for a room that shares its spaces, try again."""
    place_waiting_blocks(room_ids=event.room_ids, at=entry.at)


@receives(RoomReopened)
def place_reopened(event: RoomReopened, entry: Entry) -> None:
    """A closed room is open again: blocks that wait for it try again."""
    place_waiting_blocks(room_ids=(event.room_id,), at=entry.at)


def _actor(entry: Entry) -> User | None:
    return User.objects.filter(pk=entry.actor_id).first() if entry.actor_id else None
