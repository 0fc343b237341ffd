"""What is true of a meeting in a room, in the words that standards ask in."""

from typing import Any

from guanjia.conference.models import Block, Event
from guanjia.conference.queries.no_photos import no_photos
from guanjia.conference.rules.needs import Service
from guanjia.conference.rules.season import season_of
from guanjia.conference.rules.states import BlockState, EventState
from guanjia.foundation.sites.public import local


def is_history(event: Event) -> bool:
    """Whether the event was imported when it was over: then it owes nothing."""
    return event.stage is EventState.ARCHIVED and event.ended_at is None


def services_of(event: Event) -> list[str]:
    """Codes of the services that were asked for; none of an event that came in without needs."""
    intake = getattr(event, "intake", None)
    return intake.services if intake else []


def block_facts(
    block: Block, *, breaks: int, area_m2: float, space_id: int | None, guest_list: bool, seated: bool
) -> dict[str, Any]:
    """The facts of subjects.BLOCK_FACTS; the block may be one that is only drawn in a scheme. No query where its event, their
    site and needs, and the room are read."""
    event = block.event
    return {
        "alive": block.placed and block.stage is not BlockState.CANCELLED and not is_history(event),
        "area_m2": area_m2,
        "breaks": breaks,
        "controlled": event.secrecy == "controlled",
        "ended": block.ended_at is not None,
        "guest_list": guest_list,
        "headcount": block.headcount or event.expected_count,
        "imported": event.track == "import",
        "large": event.large,
        "minutes": int((block.ends_at - block.starts_at).total_seconds() // 60),
        "no_photos": no_photos(block),
        "regime": event.regime,
        "room": block.room.code,
        "seated": seated,
        "secrecy": event.secrecy,
        "season": season_of(local(event.site, block.starts_at).date()),
        "short_notice": block.short_notice,
        "space_id": space_id,
        "state": block.state,
        "streaming": Service.STREAMING in services_of(event),
        "style": block.style,
        "vip": event.vip_count > 0,
    }
