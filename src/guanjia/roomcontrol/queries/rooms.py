"""A room as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Site, setting
from guanjia.places.public import Room
from guanjia.roomcontrol.models import AirRecord, Comfort, Override, RunStep, Scene, SceneRun, SpokenCommand
from guanjia.roomcontrol.queries.air import air_of, running_block, weather_of
from guanjia.roomcontrol.queries.wording import said
from guanjia.roomcontrol.rules.climate import Air, SetPoint, Why, set_point
from guanjia.roomcontrol.rules.scenes import PARTS, SceneCode
from guanjia.servicedesk.public import orders_about
from guanjia.telemetry.public import SIMULATED, Contact, Device, DeviceKind, contact_of

LAST = 8
SPEECH = "roomcontrol.speech"


@dataclass(frozen=True)
class DeviceLine:
    """A device with its contact, its state in words and the step of the open scene."""

    device: Device
    kind: DeviceKind
    contact: Contact
    said: str
    step: RunStep | None


@dataclass(frozen=True)
class RoomLine:
    """A room in the list."""

    room: Room
    devices: int
    run: SceneRun | None
    holds: int


def rooms_of(site: Site) -> list[RoomLine]:
    """The rooms that have devices; four queries."""
    devices = list(Device.objects.filter(site=site, retired_at=None).exclude(room=None).values_list("room", flat=True))
    rooms = list(Room.objects.filter(pk__in=set(devices)))
    latest: dict[int, SceneRun] = {}
    for run in SceneRun.objects.filter(room__in=rooms).order_by("at", "pk")[:2000]:
        latest[run.room_id] = run
    holds = list(Override.objects.filter(room__in=rooms, ended_at=None).values_list("room", flat=True))
    return [RoomLine(room, devices.count(room.pk), latest.get(room.pk), holds.count(room.pk)) for room in rooms]


def devices_of_room(room: Room, at: datetime, run: SceneRun | None) -> list[DeviceLine]:
    """The devices of a room."""
    steps = {step.device_id: step for step in run.steps.all()} if run else {}
    rows = Device.objects.filter(room=room, retired_at=None).order_by("kind", "code")
    return [
        DeviceLine(row, DeviceKind(row.kind), contact_of(row.last_seen_at, at), said(row.state), steps.get(row.pk))
        for row in rows
    ]


def may_listen(room: Room) -> bool:
    """Whether the page may offer the browser's ear: the site says so, and what runs in the room is an ordinary meeting.

    A browser may send what it hears to its maker, so the house has to want it, and no internal meeting is ever heard.
    """
    block = running_block(room)
    return bool(setting(room.site, SPEECH)) and (block is None or block.event.secrecy == "ordinary")


def page_of(room: Room, at: datetime) -> dict[str, object]:
    """Everything that the page of a room shows."""
    run = (
        SceneRun.objects.filter(room=room)
        .exclude(code=SceneCode.OWN, name__in=PARTS, state="done")
        .select_related("by")
        .first()
    )
    air: Air = air_of(room, at, running_block(room))
    point: SetPoint = set_point(air)
    own = Scene.objects.filter(site=room.site, code=SceneCode.OWN).exclude(name="")
    return {
        "run": run,
        "orders": list(orders_about("roomcontrol.run", run.pk)) if run else [],
        "speaks": may_listen(room),
        "simulated": bool(setting(room.site, SIMULATED)),
        "devices": devices_of_room(room, at, run),
        "scenes": [(code.value, "", code.label) for code in SceneCode if code is not SceneCode.OWN],
        "own": [scene for scene in own if scene.room_id in (None, room.pk)],
        "holds": list(Override.objects.filter(room=room, ended_at=None).select_related("by")),
        "ended": Override.objects.filter(room=room, ended_by="meeting").first(),
        "air": air,
        "point": point,
        "why": [Why(each).label for each in point.why],
        "records": AirRecord.objects.filter(room=room)[:LAST],
        "comfort": Comfort.objects.filter(room=room).first(),
        "outside": weather_of(room.site, at),
        "commands": SpokenCommand.objects.filter(room=room).select_related("by")[:LAST],
    }
