"""Fire zones of blocks."""

from datetime import date
from typing import NamedTuple

from django.db.models import Min, QuerySet

from guanjia.conference.models import Block, ZoneHalfDay
from guanjia.conference.rules.season import half_of
from guanjia.conference.rules.states import BlockState, EventState
from guanjia.foundation.sites.public import Site, local


class ZoneKey(NamedTuple):
    """Which half-day of which zone; `zone` is "BUILDING/level" of the room's lowest floor, "" where it has none."""

    zone: str
    on: date
    half: str


def with_zone(blocks: QuerySet[Block]) -> QuerySet[Block]:
    """The blocks with what zone_key needs of their rooms, without a further query."""
    return blocks.annotate(
        building_code=Min("room__spaces__floor__building__code"), level=Min("room__spaces__floor__level")
    )


def zone_key(block: Block, site: Site) -> ZoneKey:
    """The zone and half-day of a block that came through `with_zone`."""
    starts = local(site, block.starts_at)
    building = getattr(block, "building_code")  # noqa: B009 - an annotation of with_zone
    zone = f"{building}/{getattr(block, 'level')}" if building else ""  # noqa: B009
    return ZoneKey(zone, starts.date(), half_of(starts.hour))


def alive_blocks(site: Site) -> QuerySet[Block]:
    """Blocks that hold a room and were not cancelled; those of an event imported as history are not among them."""
    rows = Block.objects.filter(site=site, placed=True).exclude(state=BlockState.CANCELLED)
    return rows.exclude(event__state=EventState.ARCHIVED, event__ended_at=None)


def zone_of_block(block: Block) -> ZoneHalfDay | None:
    """The half-day zone whose fire items gate this block's start; None when the planner made none."""
    key = zone_key(with_zone(Block.objects.filter(pk=block.pk)).get(), block.site)
    return ZoneHalfDay.objects.filter(site=block.site, zone=key.zone, on=key.on, half=key.half).first()
