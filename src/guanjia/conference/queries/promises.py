"""What a client is promised with a scheme: the standards of the house as they will fall due for this meeting (CONF-026)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Min, Sum

from guanjia.conference.models import Block, Scheme
from guanjia.conference.queries.block_facts import block_facts, services_of
from guanjia.conference.rules.breaks import planned_breaks
from guanjia.conference.rules.needs import Service
from guanjia.standards.public import Relative, Standard, describe_when, effective, matches, say

BLOCK = "conference.block"
TOLD = frozenset({"contract", "public"})
"""The audiences that a client belongs to."""
ORDER = (
    "starts_at",
    "arrival_at",
    "started_at",
    "leaders_seated_at",
    "break1_at",
    "break1_ends_at",
    "ends_at",
    "ended_at",
)


@dataclass(frozen=True)
class Promised:
    """One promise in the reader's language, and which version of which standard makes it."""

    title: str
    when: str
    code: str
    version: int


def promises_of(scheme: Scheme) -> list[Promised]:
    """What is promised if this scheme is accepted, in the order of the day. Four queries."""
    facts = _facts(scheme)
    holding = [
        (standard, version)
        for standard, version in effective(scheme.event.site).values()
        if standard.subject_kind == BLOCK and standard.audience in TOLD and not standard.off
        and matches(standard.filter, facts)
    ]  # fmt: skip
    return [
        Promised(say(standard.title), describe_when(standard.when), standard.code, version)
        for standard, version in sorted(holding, key=lambda each: _place(each[0]))
    ]


def promises_on_record(scheme: Scheme) -> dict[str, int]:
    """The same for the journal: which version of each standard was agreed to."""
    return {each.code: each.version for each in promises_of(scheme)}


def _place(standard: Standard) -> tuple[int, timedelta, str]:
    """In the order of the day: before the start, in the meeting, after it. A chain begins where the leaders sit down."""
    when = standard.when
    if isinstance(when, Relative):
        moment, lead = when.moment[0], timedelta(days=when.offset.days) + when.offset.time
    else:
        moment, lead = "leaders_seated_at", timedelta()
    return (ORDER.index(moment) if moment in ORDER else len(ORDER)), lead, standard.code


def _facts(scheme: Scheme) -> dict[str, Any]:
    """The facts of the block that the scheme becomes; of guests and seats, what the services asked for say."""
    services = services_of(scheme.event)
    block = Block(
        site=scheme.event.site, event=scheme.event, room=scheme.room, starts_at=scheme.starts_at, ends_at=scheme.ends_at,
        style=scheme.style, headcount=scheme.headcount,
    )  # fmt: skip
    spaces = scheme.room.spaces.aggregate(area=Sum("area_m2"), first=Min("pk"))
    return block_facts(
        block, breaks=len(planned_breaks(block.starts_at, block.ends_at)), area_m2=float(spaces["area"] or 0),
        space_id=spaces["first"], guest_list=Service.CHECK_IN in services, seated=Service.PLACE_CARDS in services,
    )  # fmt: skip
