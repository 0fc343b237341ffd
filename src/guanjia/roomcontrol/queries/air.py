"""What is known of a room's air at a moment."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.dateparse import parse_datetime

from guanjia.conference.public import Block
from guanjia.foundation.sites.public import Site, local, setting
from guanjia.people.public import inside_counts
from guanjia.places.public import Room
from guanjia.roomcontrol.models import Comfort
from guanjia.roomcontrol.rules.climate import NUDGE_C, SENSOR_HOLDS, WEATHER_HOLDS, Air
from guanjia.telemetry.public import Device

RUNNING = ("running", "interrupted")


def air_of(room: Room, at: datetime, block: Block | None) -> Air:
    """What is known of a room's air at a moment."""
    site = room.site
    counted = sum(inside_counts(site, [space.pk for space in room.spaces.all()]).values())
    sensor = Device.objects.filter(room=room, kind="sensor", retired_at=None).first()
    speaks = sensor is not None and sensor.state_at is not None and at - sensor.state_at <= SENSOR_HOLDS
    sensed = sensor.state.get("temperature") if sensor is not None and speaks else None
    asked = (
        Comfort.objects.filter(room=room, at__gte=block.started_at)
        if block and block.started_at
        else Comfort.objects.none()
    )
    nudge = sum(NUDGE_C if cold else -NUDGE_C for cold in asked.values_list("cold", flat=True))
    return Air(
        month=local(site, at).month,
        outside_c=weather_of(site, at),
        counted=counted or None,
        planned=block.headcount if block else 0,
        seats=room.styles.aggregate(most=Max("capacity"))["most"] or 0,
        sensed_c=float(sensed) if isinstance(sensed, int | float) else None,
        nudge_c=nudge,
        exempt=bool(setting(site, "roomcontrol.exempt")),
    )


def weather_of(site: Site, at: datetime, holds: timedelta = WEATHER_HOLDS) -> float | None:
    """The temperature outside as the desk or the station told it at most three hours ago; None when nobody did."""
    told = site.settings.get("roomcontrol.weather") or {}
    when = parse_datetime(str(told.get("at", ""))) if isinstance(told, dict) else None
    return float(told["celsius"]) if when is not None and at - when <= holds else None


def rooms_of_block(block: Block) -> list[Room]:
    """The rooms with devices that a meeting uses: its own, and the parts of its hall."""
    rooms = Room.objects.filter(spaces__in=block.room.spaces.all()).distinct().select_related("site")
    return list(rooms.filter(pk__in=Device.objects.filter(retired_at=None).exclude(room=None).values("room")))


def running_block(room: Room) -> Block | None:
    """The meeting that runs in a room, or in a hall that it is part of."""
    rows = Block.objects.filter(room__spaces__in=room.spaces.all(), state__in=RUNNING, placed=True)
    return rows.select_related("event").order_by("-starts_at").first()
