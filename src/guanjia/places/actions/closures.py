"""Closing rooms and opening them again."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from guanjia.foundation.journal.public import record
from guanjia.places.events import RoomClosed, RoomReopened
from guanjia.places.models import Closure, Room, Space
from guanjia.places.queries.takers import ROOM, Taken, takers
from guanjia.places.rules.taking import EndsBeforeStart, stretches


def conflicts_of(room: Room, starts_at: datetime, ends_at: datetime) -> list[Taken]:
    """Bookings that a closure of the room for that time would lie over, oldest first."""
    return takers(stretches(room.spaces.values_list("pk", flat=True), starts_at, ends_at))


@transaction.atomic
def close_room(
    *, room: Room, starts_at: datetime, ends_at: datetime, reason: str, at: datetime, actor: Any
) -> tuple[Closure, list[Taken]]:
    """Close every space of the room; returns the closure and the bookings under it, which stay until they are moved.

    The spaces are held first, so no booking slips in between the look and the closing. Raises EndsBeforeStart.
    """
    if ends_at <= starts_at:
        raise EndsBeforeStart
    spaces = list(room.spaces.order_by("pk"))
    if connection.vendor != "sqlite":
        list(Space.objects.filter(pk__in=[s.pk for s in spaces]).order_by("pk").select_for_update(no_key=True))
    closure = Closure.objects.create(
        site_id=room.site_id, room=room, starts_at=starts_at, ends_at=ends_at, reason=reason
    )
    closure.spaces.set(spaces)
    conflicts = conflicts_of(room, starts_at, ends_at)
    holders = tuple(dict.fromkeys(taken.holder for taken in conflicts))
    record(
        site=room.site,
        at=at,
        actor=actor,
        action="places.close_room",
        subject=(ROOM, room.pk),
        reason=reason,
        changes={"closure": closure.pk, "starts_at": starts_at, "ends_at": ends_at, "conflicts": len(holders)},
        event=RoomClosed(closure.pk, room.pk, room.site_id, holders),
    )
    return closure, conflicts


@transaction.atomic
def lift_closure(*, closure: Closure, at: datetime, actor: Any) -> None:
    """Open the room again from now on; a closure that was lifted or is over stays as it was."""
    if not Closure.objects.filter(pk=closure.pk, lifted_at=None, ends_at__gt=at).update(lifted_at=at):
        return
    closure.lifted_at = at
    room = closure.room
    if room is not None:
        record(
            site=closure.site,
            at=at,
            actor=actor,
            action="places.lift_closure",
            subject=(ROOM, room.pk),
            changes={"closure": closure.pk},
            event=RoomReopened(closure.pk, room.pk, room.site_id),
        )
