"""What the close-out page of a meeting shows (W07)."""

from typing import Any

from guanjia.conference.models import Block, Damage, Event, RoomPhoto
from guanjia.conference.permissions import can_see_conferences
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.files.public import url
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor


def photos_forbidden(event: Event) -> bool:
    """No photo is asked for, or taken, in a controlled meeting (CLOS-002, FIELD 3)."""
    return event.secrecy == Secrecy.CONTROLLED


def photos_of(block: Block, *, after: bool) -> list[tuple[str, str]]:
    """(full, small) addresses of the room's photos before or after, oldest first."""
    rows = RoomPhoto.objects.filter(block=block, after=after).select_related("file").order_by("taken_at", "pk")
    return [(url(row.file), url(row.file, thumb=True)) for row in rows]


def has_before_photo(block: Block) -> bool:
    """Whether the room was photographed before the meeting."""
    return RoomPhoto.objects.filter(block=block, after=False).exists()


def may_see_block_photo(user: Any, site: Site, block_id: int) -> bool:
    """Whoever works at the block's site, and its auditors."""
    return _may_see(user, site) and Block.objects.filter(pk=block_id, site=site).exists()


def may_see_damage_photo(user: Any, site: Site, damage_id: int) -> bool:
    """Whoever works at the damage's site, and its auditors."""
    return _may_see(user, site) and Damage.objects.filter(pk=damage_id, site=site).exists()


def _may_see(user: Any, site: Site) -> bool:
    return bool(can_see_conferences(user, site) or is_auditor(user, site))
