"""Meters that speak are read at the start and the end of each meeting that they feed; nobody types what the device says (GREN-003)."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from guanjia.conference.public import Block, Secrecy
from guanjia.foundation.sites.public import local
from guanjia.green.actions.sheets import read_after, read_before, sheet_of
from guanjia.green.models import GreenSheet, MeterReading
from guanjia.green.rules.refusals import GreenRefused
from guanjia.green.rules.states import SheetState
from guanjia.places.public import Room
from guanjia.telemetry.public import Device, DeviceKind

FRESH = timedelta(minutes=10)
"""A meter that said nothing for longer is not read: somebody looks at it, as where there is no device."""
NAME_LONG = 40


@transaction.atomic
def read_at_start(*, block: Block, at: datetime) -> list[MeterReading]:
    """Note what the meters of the block's rooms say now; a meter that is silent, or was read already, is left to people."""
    if block.event.secrecy == Secrecy.CONTROLLED or block.event.track == "import":
        return []
    meters = meters_of(block, at)
    sheet = sheet_of(event=block.event, at=at) if meters else None
    found = []
    for device, reading in meters:
        parts = _parts(block, device.room)
        if sheet is None or sheet.stage is SheetState.CLOSED or parts is None:
            continue
        try:
            with transaction.atomic():
                found.append(
                    read_before(
                        sheet=sheet, meter=_name(device, block), reading=reading, parts=parts, actor=None, at=at
                    )
                )
        except GreenRefused:  # read before: the meeting was begun twice
            continue
    return found


@transaction.atomic
def read_at_end(*, block: Block, at: datetime) -> list[MeterReading]:
    """Note what they say at the end. A figure that cannot be (backwards, or far too much) stays open for somebody to look."""
    sheet = GreenSheet.objects.select_related("event__site", "site").filter(event=block.event_id).first()
    if sheet is None:
        return []
    found = []
    for device, reading in meters_of(block, at):
        row = MeterReading.objects.filter(sheet=sheet, meter=_name(device, block), after=None).first()
        if row is None:
            continue
        row.sheet = sheet
        try:
            found.append(read_after(reading=row, value=reading, sure=False, actor=None, at=at))
        except GreenRefused:
            continue
    return found


def meters_of(block: Block, at: datetime) -> list[tuple[Device, Decimal]]:
    """Meters that stand in the block's room, in a part of it or in the hall it is part of, with what they said last, in kWh."""
    rooms = Room.objects.filter(spaces__in=block.room.spaces.all())
    rows = Device.objects.filter(site=block.site_id, kind=DeviceKind.METER, retired_at=None, room__in=rooms).distinct()
    said = rows.filter(state_at__gte=at - FRESH).select_related("room").order_by("code")
    return [(device, kwh) for device in said if (kwh := _kwh(device.state.get("kwh"))) is not None]


def _kwh(value: Any) -> Decimal | None:
    """A reading with two places; None for what is none."""
    if isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value)).quantize(Decimal("0.01"))
        return found if 0 <= found < Decimal(10) ** 10 else None
    except InvalidOperation:  # words, and NaN, which has no order
        return None


def _name(device: Device, block: Block) -> str:
    """One name for each meter and block, so that two sittings of one event are two readings."""
    return f"{device.name[:NAME_LONG]} {local(block.site, block.starts_at):%m-%d %H:%M}"


def _parts(block: Block, fed: Room | None) -> dict[str, Decimal] | None:
    """The meeting's part: its own area within what the meter feeds, for its hours. None where the areas are not known."""
    if fed is None:
        return None
    own = {space.pk: space.area_m2 for space in block.room.spaces.all()}
    all_fed = {space.pk: space.area_m2 for space in fed.spaces.all()}
    hours = (Decimal((block.ends_at - block.starts_at).total_seconds()) / 3600).quantize(Decimal("0.01"))
    if set(all_fed) <= set(own) and None in all_fed.values():
        area = whole = Decimal(1)  # all that it feeds is the meeting's, however large
    elif None in all_fed.values() or None in own.values():
        return None
    else:
        whole = Decimal(sum(all_fed.values()))
        area = Decimal(sum(m2 for pk, m2 in all_fed.items() if pk in own))
    return {"own_m2": area, "own_hours": hours, "all_m2_hours": whole * hours, "multiplier": Decimal(1)}
