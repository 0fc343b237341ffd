"""The air of a room follows heads and weather; complaints change it at once, idle rooms go off (DIGI-004, SURV-016, GREN-003)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from guanjia.conference.public import Block
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.people.public import inside_counts
from guanjia.places.public import Room
from guanjia.roomcontrol.actions.overrides import release
from guanjia.roomcontrol.actions.scenes import start_scene, tell_devices
from guanjia.roomcontrol.models import AirRecord, Comfort, Override
from guanjia.roomcontrol.queries.air import RUNNING, air_of, rooms_of_block, running_block, weather_of
from guanjia.roomcontrol.rules.climate import SetPoint, set_point
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import AIR, SceneCode, Trigger
from guanjia.telemetry.public import Device, DeviceKind

COMFORT = "roomcontrol.comfort"
WEATHER_STEP_C, WEATHER_AGAIN = 0.5, timedelta(minutes=30)
"""A station outside speaks every minute; it is taken down when it is so much warmer or colder, or after so long."""
FOLLOWS_EVERY = timedelta(minutes=5)
"""So long a set-point stands at least: who goes out for a minute does not move the fans."""
IDLE_AFTER = timedelta(minutes=30)


@transaction.atomic
def tell_weather(*, site: Site, celsius: float, actor: Any, at: datetime) -> None:
    """Somebody, or the station outside, says how warm it is. Raises RoomRefused for what no weather is."""
    if not _is_weather(celsius):
        raise RoomRefused("celsius", "-60 … 60 °C")
    row = Site.objects.select_for_update(of=("self",), no_key=True).get(pk=site.pk)
    row.settings = row.settings | {"roomcontrol.weather": {"celsius": celsius, "at": at.isoformat()}}
    row.save(update_fields=["settings"])
    site.settings = row.settings
    record(
        site=site, at=at, actor=actor, action="weather", subject=("sites.site", site.pk), changes={"celsius": celsius}
    )


def _is_weather(celsius: float) -> bool:
    return -60 <= celsius <= 60


def station_said(device: Device, at: datetime) -> None:
    """A sensor that stands in no room is the house's weather station: its temperature is the weather (DIGI-004)."""
    celsius = device.state.get("temperature")
    if device.kind != DeviceKind.SENSOR or device.room_id is not None or device.state_at != at:
        return
    if isinstance(celsius, bool) or not isinstance(celsius, int | float) or not _is_weather(celsius):
        return
    known = weather_of(device.site, at, WEATHER_AGAIN)
    if known is None or abs(known - celsius) >= WEATHER_STEP_C:
        tell_weather(site=device.site, celsius=float(celsius), actor=None, at=at)


@transaction.atomic
def regulate(
    *, room: Room, at: datetime, actor: Any = None, anew: bool = False, block: Block | None = None
) -> SetPoint:
    """Set the air of a room from what is known; devices held by hand are left. An unchanged set-point is told again only `anew`.

    `block` is the meeting whose heads count; None: the one that runs.
    """
    block = block or running_block(room)
    found = set_point(air_of(room, at, block))
    last = AirRecord.objects.filter(room=room).first()
    why = [each.value for each in found.why]
    if (
        not anew
        and last
        and (last.temperature_c, last.fresh_m3h, last.why) == (found.temperature_c, found.fresh_m3h, why)
    ):
        return found
    AirRecord.objects.create(
        site=room.site,
        room=room,
        at=at,
        temperature_c=found.temperature_c,
        humidity=found.humidity,
        fresh_m3h=found.fresh_m3h,
        why=why,
    )
    steps = {
        "climate": {"on": True, "temperature": found.temperature_c, "humidity": found.humidity},
        "fresh_air": {"on": found.fresh_m3h > 0, "m3h": found.fresh_m3h},
    }
    tell_devices(
        room=room, steps=steps, code=SceneCode.OWN, name=AIR, trigger=Trigger.AUTO, actor=actor, at=at, joins=True
    )
    return found


@transaction.atomic
def complain(*, room: Room, cold: bool, actor: Any, at: datetime) -> Comfort:
    """Somebody is too cold or too warm: one degree at once, within the law, and somebody owes to ask again in ten minutes.

    A hold of the climate by hand ends: the guest in the room comes before it.
    """
    was = set_point(air_of(room, at, running_block(room))).temperature_c
    made = Comfort.objects.create(
        site=room.site, room=room, cold=cold, at=at, by=actor, was_c=was, now_c=was, block=running_block(room)
    )
    for each in Override.objects.filter(room=room, kind="climate", ended_at=None).select_related("site"):
        release(override=each, why="comfort", actor=actor, at=at)
    made.now_c = regulate(room=room, at=at, actor=actor, anew=True).temperature_c
    made.save(update_fields=["now_c"])
    record(
        site=room.site,
        at=at,
        actor=actor,
        action="complain",
        subject=(COMFORT, made.pk),
        changes={"was": was, "now": made.now_c},
    )
    changed(COMFORT, [made.pk], site=room.site, at=at)
    return made


def prepare_air(*, site: Site, at: datetime) -> list[Room]:
    """Rooms whose meeting begins within half an hour get their air now, once, so that guests do not come into a cold room (W41)."""
    rows = Block.objects.filter(site=site, placed=True, starts_at__gt=at, starts_at__lte=at + IDLE_AFTER)
    ready = []
    for block in rows.filter(started_at=None).exclude(state="cancelled").select_related("room"):
        for room in rooms_of_block(block):
            if AirRecord.objects.filter(room=room, at__gt=at - IDLE_AFTER).exists() or running_block(room) is not None:
                continue
            try:
                regulate(room=room, at=at, anew=True, block=block)
            except RoomRefused:  # lights, but no air of its own
                continue
            ready.append(room)
    return ready


def follow_air(*, site: Site, at: datetime) -> list[Room]:
    """Rooms of running meetings get new set-points as heads and weather change, every five minutes at the most; those that did."""
    followed = []
    for block in Block.objects.filter(site=site, placed=True, state__in=RUNNING).select_related("room"):
        for room in rooms_of_block(block):
            last = AirRecord.objects.filter(room=room).first()
            if last is None or at - last.at < FOLLOWS_EVERY:
                continue
            try:
                regulate(room=room, at=at)
            except RoomRefused:  # lights, but no air of its own
                continue
            if AirRecord.objects.filter(room=room).first() != last:
                followed.append(room)
    return followed


def switch_idle_off(*, site: Site, at: datetime) -> list[Room]:
    """Rooms where something is on, nobody is, nothing runs and nothing begins within half an hour: off (GREN-003)."""
    rows = Block.objects.filter(site=site, placed=True, ends_at__gt=at - IDLE_AFTER, starts_at__lt=at + IDLE_AFTER)
    busy = rows.exclude(state="cancelled")
    taken = set(busy.values_list("room__spaces", flat=True)) | set(
        Block.objects.filter(site=site, state__in=RUNNING).values_list("room__spaces", flat=True)
    )
    off = []
    rooms = Room.objects.filter(site=site, pk__in=Device.objects.filter(site=site, retired_at=None).values("room"))
    for room in rooms.select_related("site").prefetch_related("spaces", "styles"):
        spaces = {space.pk for space in room.spaces.all()}
        on = Device.objects.filter(room=room, retired_at=None, state__on=True).exists()
        if on and not spaces & taken and not sum(inside_counts(site, spaces).values()):
            start_scene(room=room, code=SceneCode.END, trigger=Trigger.AUTO, actor=None, at=at)
            off.append(room)
    return off
