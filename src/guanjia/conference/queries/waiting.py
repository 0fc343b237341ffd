"""Who waits for a room, and who has one in a stretch of time."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.conference.models import Block, Event, Intake
from guanjia.conference.rules.states import NOT_BEGUN, OPEN_EVENT, EventState, Secrecy
from guanjia.foundation.sites.public import Site


@dataclass(frozen=True)
class Waiting:
    """An approved event without a room: what it asked for."""

    event: Event
    wished_from: datetime
    wished_until: datetime
    room_id: int | None
    services: tuple[str, ...]


def waiting_events(site: Site, begin: datetime, end: datetime) -> list[Waiting]:
    """Approved events that wished for a time within `begin`..`end` and have no sitting yet; never a controlled one (FIELD 1)."""
    rows = Intake.objects.filter(
        site=site, event__state=EventState.APPROVED, event__sessions=None, wished_from__gte=begin, wished_until__lte=end
    ).exclude(event__secrecy=Secrecy.CONTROLLED)
    return [
        Waiting(row.event, row.wished_from, row.wished_until, row.room_id, tuple(row.services or ()))
        for row in rows.select_related("event").order_by("pk")
        if row.wished_from is not None and row.wished_until is not None
    ]


def blocks_ahead(site: Site, begin: datetime, end: datetime) -> list[Block]:
    """Blocks within the time that have not begun, placed or waiting; never those of a controlled event (FIELD 1)."""
    rows = Block.objects.filter(site=site, state__in=NOT_BEGUN, event__state__in=OPEN_EVENT)
    rows = rows.filter(starts_at__gte=begin, ends_at__lte=end).exclude(event__secrecy=Secrecy.CONTROLLED)
    return list(rows.select_related("event", "room").order_by("starts_at", "pk"))
