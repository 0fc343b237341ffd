"""What green does when an event begins to be prepared, and when its meetings begin and end."""

from guanjia.conference.events import BlockEnded, BlockStarted, EventMoved, GuestAnswered
from guanjia.conference.public import Block, Event, Secrecy
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import changed
from guanjia.green.actions.meters import read_at_end, read_at_start
from guanjia.green.actions.sheets import SHEET, note_sheet, sheet_of
from guanjia.green.models import GreenSheet, GuestNeeds, Meal
from guanjia.green.queries.needs import flags_of

BEGINS = frozenset({"preparation", "ready", "running"})
MEAL = "green.meal"


@receives(EventMoved)
def begin_sheet(event: EventMoved, entry: Entry) -> None:
    """An event that is prepared gets its green sheet; one that is called off lets its duties go."""
    row = Event.objects.select_related("site").filter(pk=event.event_id).first()
    if row is None or row.secrecy == Secrecy.CONTROLLED:
        return
    if event.new in BEGINS and row.track != "import":
        _know(sheet_of(event=row, at=entry.at))
    sheets = GreenSheet.objects.filter(event=row).values_list("pk", flat=True)
    changed(SHEET, list(sheets), site=row.site, at=entry.at)
    changed(MEAL, list(Meal.objects.filter(event=row).values_list("pk", flat=True)), site=row.site, at=entry.at)


def _know(sheet: GreenSheet) -> None:
    """What the guest list holds of needs counts for the flags as well."""
    fresh = flags_of(sheet.event_id)
    GreenSheet.objects.filter(pk=sheet.pk).update(**fresh)


@receives(GuestAnswered)
def follow_answer(event: GuestAnswered, entry: Entry) -> None:
    """Who does not come needs nothing: the flags of the sheet follow."""
    sheet = GreenSheet.objects.select_related("event", "site").filter(event=event.event_id).first()
    if sheet is None or not GuestNeeds.objects.filter(guest=event.guest_id).exists():
        return
    fresh = flags_of(event.event_id)
    if fresh != {name: getattr(sheet, name) for name in fresh}:
        GreenSheet.objects.filter(pk=sheet.pk).update(**fresh)
        note_sheet(sheet, "sheet.needs", None, entry.at, {})


@receives(BlockStarted)
def meters_at_start(event: BlockStarted, entry: Entry) -> None:
    """Meters that speak are read as the meeting begins."""
    block = _block(event.block_id)
    if block is not None:
        read_at_start(block=block, at=entry.at)


@receives(BlockEnded)
def meters_at_end(event: BlockEnded, entry: Entry) -> None:
    """And as it ends."""
    block = _block(event.block_id)
    if block is not None:
        read_at_end(block=block, at=entry.at)


def _block(block_id: int) -> Block | None:
    return Block.objects.select_related("event__site", "room", "site").filter(pk=block_id).first()
