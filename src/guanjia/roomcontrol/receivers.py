"""What rooms do when a meeting begins or ends."""

from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.public import Block
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.climate import regulate
from guanjia.roomcontrol.actions.overrides import release_room
from guanjia.roomcontrol.actions.scenes import start_scene
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import SceneCode, Trigger
from guanjia.telemetry.public import Device


def rooms_of(block: Block) -> list[Room]:
    """The rooms with devices that a meeting uses: its own, and the parts of its hall."""
    rooms = Room.objects.filter(spaces__in=block.room.spaces.all()).distinct().select_related("site")
    return list(rooms.filter(pk__in=Device.objects.filter(retired_at=None).exclude(room=None).values("room")))


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


def _set(room: Room, code: SceneCode, entry: Entry) -> None:
    try:
        start_scene(room=room, code=code, trigger=Trigger.BLOCK, actor=None, at=entry.at)
    except RoomRefused:  # none of its devices is of a kind that the scene knows
        return
