"""What materials do when an event moves, its meetings end, or somebody does not come."""

from guanjia.conference.events import BlockEnded, EventMoved, EventRearranged, GuestAnswered
from guanjia.conference.public import Block, Event, Guest
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import changed
from guanjia.materials.actions.handing import follow_guest
from guanjia.materials.actions.listing import open_list
from guanjia.materials.models import Paper, PaperList
from guanjia.materials.rules.states import LIST, PAPER
from guanjia.people.public import User

TAKEN_ON = frozenset({"approved", "preparation"})


def _follow(event_id: int, entry: Entry) -> None:
    """The list and the papers are planned anew."""
    event = Event.objects.select_related("site").filter(pk=event_id).first()
    if event is None:
        return
    lists = PaperList.objects.filter(event=event_id).values_list("pk", flat=True)
    papers = Paper.objects.filter(event=event_id).values_list("pk", flat=True)
    changed(LIST, list(lists), site=event.site, at=entry.at)
    changed(PAPER, list(papers), site=event.site, at=entry.at)


@receives(EventMoved)
def list_or_follow(event: EventMoved, entry: Entry) -> None:
    """An event that is taken on gets its list (MATR-006), unless it is classified or came in as an imported programme."""
    row = Event.objects.select_related("site").filter(pk=event.event_id).first()
    if row is None:
        return
    if event.new in TAKEN_ON and row.secrecy != "controlled" and row.track != "import":
        open_list(event=row, actor=None, at=entry.at)
    _follow(row.pk, entry)


@receives(EventRearranged)
def follow_times(event: EventRearranged, entry: Entry) -> None:
    """Duties of papers hang on the meeting's times."""
    _follow(event.event_id, entry)


@receives(BlockEnded)
def follow_end(event: BlockEnded, entry: Entry) -> None:
    """The recall runs from the real end."""
    block = Block.objects.filter(pk=event.block_id).first()
    if block is not None:
        _follow(block.event_id, entry)


@receives(GuestAnswered)
def follow_answer(event: GuestAnswered, entry: Entry) -> None:
    """Whoever does not come leaves a copy free; a substitute takes the number."""
    guest = Guest.objects.select_related("event__site", "site").filter(pk=event.guest_id).first()
    if guest is not None:
        follow_guest(guest=guest, actor=User.objects.filter(pk=entry.actor_id).first(), at=entry.at)
