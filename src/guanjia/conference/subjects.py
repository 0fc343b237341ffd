"""The kinds of subject that conference standards speak about."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext

from guanjia.conference.models import Block, Event, Guest, ZoneHalfDay
from guanjia.conference.queries.block_facts import block_facts, is_history
from guanjia.conference.queries.dayof_subjects import DAYOF_KINDS
from guanjia.conference.queries.guest_subjects import GUEST_KINDS
from guanjia.conference.queries.intake_subjects import INTAKE_KINDS
from guanjia.conference.rules.breaks import MOST, Break, planned_breaks
from guanjia.conference.rules.states import NOT_HELD
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.kernel.words import gettext_noop as N_

EVENT = "conference.event"
BLOCK = "conference.block"
ZONE = "conference.zone"
SITE = "conference.site"

ARRIVAL = timedelta(minutes=30)
"""Guests are expected this long before the start; the sources name only how long before arrival the staff stand."""

BLOCK_MOMENTS = ("arrival_at", "starts_at", "ends_at", "started_at", "leaders_seated_at", "ended_at", "changed_at")
EDGES = tuple((number, edge) for number in range(1, MOST + 1) for edge in ("at", "ends_at"))
BREAK_MOMENTS = tuple(f"break{number}_{edge}" for number, edge in EDGES)
REST_MOMENTS = tuple(f"rest{number}_{edge}" for number, edge in EDGES)
"""The same of breaks that somebody has set, in the agenda or by hand: where one is only proposed, tea is poured on."""
BLOCK_FACTS = (
    "alive",
    "area_m2",
    "breaks",
    "controlled",
    "ended",
    "guest_list",
    "headcount",
    "imported",
    "large",
    "minutes",
    "no_photos",
    "regime",
    "room",
    "seated",
    "secrecy",
    "season",
    "short_notice",
    "space_id",
    "state",
    "streaming",
    "style",
    "vip",
)
ZONE_MOMENTS = ("first_start_at", "last_end_at")
EVENT_MOMENTS = ("starts_at", "ends_at", "ended_at", "needs_written_at")
EVENT_FACTS = ("alive", "controlled", "imported", "large", "regime", "secrecy", "state", "track")


def _moves(*pairs: tuple[str, datetime | None]) -> tuple[tuple[str, datetime], ...]:
    return tuple((name, moment) for name, moment in pairs if moment is not None)


def block_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Blocks as the planner sees them, in a constant number of queries; events and rooms are read once.

    A block without a slot, or cancelled, is not alive.
    """
    guests = Guest.objects.filter(event=OuterRef("event"))
    rows = (
        Block.objects.filter(pk__in=ids)
        .prefetch_related("event__site", "event__intake", "room")
        .annotate(
            area=Sum("room__spaces__area_m2"),
            space_id=Min("room__spaces"),
            guest_list=Exists(guests),
            seated=Exists(guests.filter(Q(rank_no__isnull=False) | ~Q(seat=""))),
        )
    )
    return [_block_snapshot(block) for block in rows]


def _block_snapshot(block: Any) -> Snapshot:
    event = block.event
    starts = local(event.site, block.starts_at)
    breaks = planned_breaks(block.starts_at, block.ends_at, block.breaks)
    label = f"{block.room.name} {starts:%H:%M} {event.title}"
    return Snapshot(
        kind=BLOCK,
        id=block.pk,
        site_id=block.site_id,
        rev=block.rev,
        label=label,
        url=reverse("conference:block", args=[event.site.code, block.pk]),
        state=block.state,
        facts=block_facts(
            block,
            breaks=len(breaks),
            area_m2=float(block.area or 0),
            space_id=block.space_id,
            guest_list=block.guest_list,
            seated=block.seated,
        ),
        moments={"arrival_at": block.starts_at - ARRIVAL}
        | {name: getattr(block, name) for name in BLOCK_MOMENTS[1:]}
        | _edges(BREAK_MOMENTS, breaks)
        | _edges(REST_MOMENTS, breaks if block.breaks else []),
        moves=_moves(("start", block.started_at), ("seat_leaders", block.leaders_seated_at), ("end", block.ended_at)),
    )


def _edges(names: Sequence[str], breaks: Sequence[Break]) -> dict[str, datetime | None]:
    """Begin and end of each tea break under these names, None for one that there is not."""
    edges = [edge for each in breaks for edge in (each.starts_at, each.starts_at + each.length)]
    return dict(zip_longest(names, edges))


def event_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Events as the planner sees them, in one query. `ended_at` is the real end of the last block."""
    return [_event_snapshot(event) for event in Event.objects.filter(pk__in=ids).select_related("site", "intake")]


def _event_snapshot(event: Event) -> Snapshot:
    intake = getattr(event, "intake", None)
    return Snapshot(
        kind=EVENT,
        id=event.pk,
        site_id=event.site_id,
        rev=event.rev,
        label=f"{event.ref} {event.title}",
        url=reverse("conference:event", args=[event.site.code, event.ref]),
        state=event.state,
        facts={
            "alive": event.stage not in NOT_HELD and not is_history(event),
            "controlled": event.secrecy == "controlled",
            "imported": event.track == "import",
            "large": event.large,
            "regime": event.regime,
            "secrecy": event.secrecy,
            "state": event.state,
            "track": event.track,
        },
        moments={name: getattr(event, name) for name in EVENT_MOMENTS[:3]}
        | {"needs_written_at": intake.written_at if intake else None},
        moves=_moves(("confirm_needs", intake.confirmed_at if intake else None), ("end", event.ended_at)),
    )


def zone_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Fire zones of a half-day, in one query. Without a block in it the zone is not alive."""
    return [_zone_snapshot(zone) for zone in ZoneHalfDay.objects.filter(pk__in=ids).select_related("site")]


def _zone_snapshot(zone: ZoneHalfDay) -> Snapshot:
    return Snapshot(
        kind=ZONE,
        id=zone.pk,
        site_id=zone.site_id,
        rev=zone.rev,
        label=f"{zone.zone} {zone.on.isoformat()} {gettext(zone.get_half_display())}".strip(),
        url=reverse("conference:board", args=[zone.site.code]),
        state="open",
        facts={"alive": zone.first_start_at is not None, "zone": zone.zone},
        moments={name: getattr(zone, name) for name in ZONE_MOMENTS},
    )


KINDS = (
    SubjectKind(
        BLOCK, N_("Meeting in a room"), (*BLOCK_MOMENTS, *BREAK_MOMENTS, *REST_MOMENTS), BLOCK_FACTS, block_snapshots
    ),
    SubjectKind(EVENT, N_("Event"), EVENT_MOMENTS, EVENT_FACTS, event_snapshots),
    SubjectKind(ZONE, N_("Fire zone, half a day"), ZONE_MOMENTS, ("alive", "zone"), zone_snapshots),
    site_kind(SITE, N_("The site itself"), "conference:board"),
    *INTAKE_KINDS,
    *DAYOF_KINDS,
    *GUEST_KINDS,
)
