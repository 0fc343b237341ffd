"""Free rooms scored on the six criteria."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from guanjia.foundation.sites.public import Site
from guanjia.places.models import Room
from guanjia.places.queries.free_rooms import MARGIN_SETTING, FreeRoom
from guanjia.places.rules.capacity import DEFAULT_MARGIN_PERCENT
from guanjia.places.rules.venue import Venue, VenueScore, score_venue


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free room with its score."""

    free: FreeRoom
    room: Room
    score: VenueScore


def venue_of(room: Room, capacity: int) -> Venue:
    """What the rule needs to know of a room; its equipment must be prefetched."""
    return Venue(
        capacity=capacity,
        access=room.access_score,
        facilities=room.facilities_score,
        sound=room.sound_score,
        temperature=room.temperature_score,
        fire_ok=room.fire_ok,
        exits=room.exits,
        outdoor=room.outdoor,
        has_indoor_reserve=room.indoor_reserve_id is not None,
        equipment=frozenset(one.kind for one in room.equipment.all()),
    )


def margin_of(site: Site) -> int:
    """The site's capacity margin in percent. VENU-001."""
    return int(site.settings.get(MARGIN_SETTING, DEFAULT_MARGIN_PERCENT))


def scored(
    site: Site, free: Sequence[FreeRoom], *, headcount: int, needs: Collection[str] | Mapping[str, int] = ()
) -> list[Candidate]:
    """The rooms with their scores, best first; those that fail a condition last. Two queries for all."""
    found = Room.objects.filter(pk__in=[one.room_id for one in free]).prefetch_related("equipment")
    rooms = {room.pk: room for room in found}
    candidates = [
        Candidate(
            one,
            rooms[one.room_id],
            score_venue(
                venue_of(rooms[one.room_id], one.capacity),
                headcount=headcount,
                needs=list(needs),
                margin_percent=margin_of(site),
            ),
        )
        for one in free
    ]
    return sorted(candidates, key=lambda one: (not one.score.suits, -one.score.total, one.free.capacity))
