"""What runs in a room, and which refill is next there."""

from dataclasses import dataclass

from guanjia.conference.models import Block
from guanjia.conference.rules.states import BEGUN
from guanjia.duties.public import Duty, DutyState
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room


@dataclass(frozen=True)
class Refill:
    """A running meeting and its open refill; None before the leaders are seated."""

    block: Block
    duty: Duty | None


def meeting_in(room: Room, site: Site) -> Block | None:
    """The meeting that runs in the room now."""
    rows = Block.objects.filter(site=site, room=room, state__in=BEGUN).select_related("site", "event__site", "room")
    return rows.order_by("-started_at").first()


def refill_of(block: Block) -> Duty | None:
    """The open link of the block's refill chain."""
    rows = Duty.objects.filter(
        subject_kind="conference.block", subject_id=block.pk, standard_code="conference.refill", state=DutyState.OPEN
    )
    return rows.order_by("due_at").first()


def refills_here(site: Site) -> list[Refill]:
    """Running meetings of the site with their refill, what is due first on top; two queries."""
    blocks = list(Block.objects.filter(site=site, state__in=BEGUN).select_related("event", "room"))
    rows = Duty.objects.filter(
        subject_kind="conference.block",
        subject_id__in=[block.pk for block in blocks],
        standard_code="conference.refill",
        state=DutyState.OPEN,
    )
    open_ = {duty.subject_id: duty for duty in rows.order_by("-due_at")}
    found = [Refill(block, open_.get(block.pk)) for block in blocks]
    return sorted(found, key=lambda each: (each.duty is None, each.duty.due_at if each.duty else each.block.starts_at))
