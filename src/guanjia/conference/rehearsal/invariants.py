"""What must hold of every conference site, read from the tables."""

from django.db import connection

from guanjia.conference.models import Block, Session
from guanjia.conference.rules.states import BlockState
from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site

OVERLAPS = """
SELECT a.id, b.id FROM places_slot a JOIN places_slot b
  ON a.space_id = b.space_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
 WHERE a.site_id = %s
"""
SLOTLESS = """
SELECT c.id FROM conference_block c
 WHERE c.site_id = %s AND c.placed AND c.state IN ('planned', 'ready')
   AND NOT EXISTS (SELECT 1 FROM places_slot s WHERE s.holder_kind = 'conference.block' AND s.holder_id = c.id
                   AND s.starts_at <= c.starts_at AND s.ends_at >= c.ends_at)
"""


def _rows(query: str, site: Site) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [site.pk])
        return [" and ".join(map(str, row)) for row in cursor.fetchall()]


def overlapping_slots(site: Site) -> list[str]:
    """Pairs of slots that overlap in a space."""
    return [f"slots {pair} overlap" for pair in _rows(OVERLAPS, site)]


def blocks_without_slot(site: Site) -> list[str]:
    """Blocks that say they hold a room and do not."""
    return [f"block {pk} holds no slot" for pk in _rows(SLOTLESS, site)]


def sittings_outside_block(site: Site) -> list[str]:
    """Sittings that lie outside the block they are filed in, while it has not begun."""
    rows = Session.objects.filter(site=site, block__state__in=[BlockState.PLANNED, BlockState.READY])
    return [
        f"sitting {session.pk} lies outside block {session.block_id}"
        for session in rows.select_related("block")
        if not (
            session.block.starts_at <= session.starts_at
            and session.ends_at <= session.block.ends_at
            and session.room_id == session.block.room_id
        )
    ]


def blocks_out_of_order(site: Site) -> list[str]:
    """Blocks whose moments run backwards."""
    rows = Block.objects.filter(site=site, ended_at__isnull=False)
    return [
        f"block {block.pk} ended before it started"
        for block in rows
        if block.started_at is None or block.ended_at < block.started_at
    ]


INVARIANTS = (
    Invariant("no_overlap", overlapping_slots),
    Invariant("placed_blocks_hold_slots", blocks_without_slot),
    Invariant("sittings_lie_in_their_block", sittings_outside_block),
    Invariant("blocks_run_forward", blocks_out_of_order),
)
