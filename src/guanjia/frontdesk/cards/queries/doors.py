"""What each door of a card knows, honestly."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.queries.cards import doors_of
from guanjia.frontdesk.cards.rules.cards import OPENS
from guanjia.telemetry.public import Contact, Device, contact_of


@dataclass(frozen=True, slots=True)
class DoorLine:
    """A door and the card's last change: `knows` it or not yet; what it does meanwhile follows from `opens`."""

    door: Device
    knows: bool
    opens: bool
    contact: Contact


def door_lines(card: Card, at: datetime) -> list[DoorLine]:
    """Every door that the card opens, or that must still forget it."""
    doors = {door.pk: door for door in doors_of(card)}
    told = {int(pk): int(version) for pk, version in card.door_versions.items()}
    for door in Device.objects.filter(pk__in=set(told) - set(doors)):
        doors[door.pk] = door
    opens = card.stage in OPENS
    return [
        DoorLine(door, door.applied_version >= told.get(door.pk, 0), opens, contact_of(door.last_seen_at, at))
        for door in sorted(doors.values(), key=lambda each: each.code)
        if opens or door.pk in told
    ]
