"""What the close-out page of a meeting shows (W07)."""

from typing import Any

from guanjia.conference.models import Block, Damage, RoomPhoto
from guanjia.conference.permissions import can_see_conferences
from guanjia.conference.queries.no_photos import no_photos
from guanjia.duties.public import photos_about
from guanjia.foundation.files.public import url
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor

BLOCK = "conference.block"
PREPARED, RESTORED = "conference.prepare.room", "conference.restore"
"""The duties whose photos show the room before and after."""


def photos_forbidden(block: Block) -> bool:
    """No photo is asked for, or taken, in a controlled meeting or in a leaders' office (CLOS-002, FIELD 3)."""
    return no_photos(block)


def photos_of(block: Block, *, after: bool) -> list[tuple[str, str]]:
    """(full, small) addresses of the room's photos before or after: those of its duties first, then those put here."""
    rows = RoomPhoto.objects.filter(block=block, after=after).select_related("file").order_by("taken_at", "pk")
    files = [*photos_about(BLOCK, block.pk, RESTORED if after else PREPARED), *(row.file for row in rows)]
    once = {file.pk: file for file in files}.values()
    return [(url(file), url(file, thumb=True)) for file in once]


def has_before_photo(block: Block) -> bool:
    """Whether the room was photographed before the meeting, on this page or with the duty that prepared it."""
    kept = RoomPhoto.objects.filter(block=block, after=False).exists()
    return kept or bool(photos_about(BLOCK, block.pk, PREPARED))


def may_see_block_photo(user: Any, site: Site, block_id: int) -> bool:
    """Whoever works at the block's site, and its auditors."""
    return _may_see(user, site) and Block.objects.filter(pk=block_id, site=site).exists()


def may_see_damage_photo(user: Any, site: Site, damage_id: int) -> bool:
    """Whoever works at the damage's site, and its auditors."""
    return _may_see(user, site) and Damage.objects.filter(pk=damage_id, site=site).exists()


def _may_see(user: Any, site: Site) -> bool:
    return bool(can_see_conferences(user, site) or is_auditor(user, site))
