"""What protected meetings do when an event is taken on, moved or ended."""

from guanjia.conference.events import BlockEnded, EventMoved, EventRearranged
from guanjia.conference.public import Block, Event
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import changed
from guanjia.posts.events import RosterChanged
from guanjia.protected.actions.dossiers import open_dossier
from guanjia.protected.actions.staff import follow_roster
from guanjia.protected.models import Dossier
from guanjia.protected.queries.clearance import BEFORE, WATCHED_POSTS
from guanjia.protected.rules.meeting import DOSSIER

TAKEN_ON = frozenset({"approved", "preparation"})


def _follow(event_id: int, entry: Entry) -> None:
    for dossier in Dossier.objects.filter(event=event_id).select_related("site"):
        changed(DOSSIER, [dossier.pk], site=dossier.site, at=entry.at)


@receives(EventMoved)
def open_or_follow(event: EventMoved, entry: Entry) -> None:
    """An internal event that is taken on gets its dossier; a classified or an ordinary one gets none."""
    row = Event.objects.select_related("site").filter(pk=event.event_id).first()
    if row is not None and event.new in TAKEN_ON and row.secrecy == "internal":
        open_dossier(event=row, actor=None, at=entry.at)
    _follow(event.event_id, entry)


@receives(EventRearranged)
def follow_times(event: EventRearranged, entry: Entry) -> None:
    """The gates hang on the meeting's times."""
    _follow(event.event_id, entry)


@receives(BlockEnded)
def follow_end(event: BlockEnded, entry: Entry) -> None:
    """The real end is known."""
    block = Block.objects.filter(pk=event.block_id).first()
    if block is not None:
        _follow(block.event_id, entry)


@receives(RosterChanged)
def look_at_roster(event: RosterChanged, entry: Entry) -> None:
    """Somebody else stands on a post of an internal meeting: the gate of the people asks who that is."""
    if not set(event.post_codes) & set(WATCHED_POSTS):
        return
    rows = Dossier.objects.filter(
        site=event.site_id, event__secrecy="internal", event__ended_at=None, event__ends_at__gt=event.starts_at,
        event__starts_at__lt=event.ends_at + BEFORE, staff_confirmed_at__isnull=False,
    )  # fmt: skip
    for dossier in rows.select_related("site", "event"):
        follow_roster(dossier=dossier, at=entry.at)
