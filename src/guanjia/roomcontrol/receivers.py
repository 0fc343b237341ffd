"""What rooms do when a meeting begins or ends."""

from guanjia.agenda.events import ItemFinished, ItemStarted
from guanjia.agenda.public import AgendaItem, Kind
from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.public import Block
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.climate import regulate
from guanjia.roomcontrol.actions.overrides import release_room
from guanjia.roomcontrol.actions.scenes import start_scene
from guanjia.roomcontrol.queries.air import RUNNING
from guanjia.roomcontrol.queries.air import rooms_of_block as rooms_of
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode, Trigger


@receives(BlockStarted)
def meeting_begins(event: BlockStarted, entry: Entry) -> None:
    """What was held by hand before the meeting ends with a note; the room is set for the start, its air follows the heads."""
    block = Block.objects.select_related("room__site").filter(pk=event.block_id).first()
    for room in rooms_of(block) if block else ():
        release_room(room=room, why="meeting", at=entry.at)
        _set(room, SceneCode.START, entry)
        try:
            regulate(room=room, at=entry.at, anew=True)
        except RoomRefused:  # lights, but no air of its own
            continue


@receives(BlockEnded)
def meeting_ends(event: BlockEnded, entry: Entry) -> None:
    """The room is set for the end."""
    block = Block.objects.select_related("room__site").filter(pk=event.block_id).first()
    for room in rooms_of(block) if block else ():
        _set(room, SceneCode.END, entry)


@receives(ItemStarted)
def break_begins(event: ItemStarted, entry: Entry) -> None:
    """The agenda's tea break begins: lights up, microphones off."""
    _with_break(event.item_id, SceneCode.BREAK, entry)


@receives(ItemFinished)
def break_ends(event: ItemFinished, entry: Entry) -> None:
    """The tea break is over and the meeting goes on: the room as at its start."""
    _with_break(event.item_id, SceneCode.START, entry)


def _with_break(item_id: int, code: SceneCode, entry: Entry) -> None:
    rows = AgendaItem.objects.filter(pk=item_id, kind=Kind.BREAK, agenda__block__state__in=RUNNING)
    item = rows.select_related("agenda__block__room__site").first()
    for room in rooms_of(item.agenda.block) if item else ():
        _set(room, code, entry)


def _set(room: Room, code: SceneCode, entry: Entry) -> None:
    try:
        start_scene(room=room, code=code, trigger=Trigger.BLOCK, actor=None, at=entry.at)
    except RoomRefused:  # none of its devices is of a kind that the scene knows
        return
