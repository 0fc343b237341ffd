"""Venues compared, layouts proposed, budgets summed up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.models import BudgetLine, Event, Intake, Scheme
from guanjia.conference.rules.budget import CostClass, Share, execution_rate, shares
from guanjia.conference.rules.needs import EQUIPMENT, SET_UPS, MeetingKind, Service
from guanjia.foundation.sites.public import Site
from guanjia.places.public import (
    Proposal,
    Purpose,
    Room,
    Style,
    Venue,
    VenueScore,
    free_rooms,
    propose_layout,
    score_venue,
)

MOST_OFFERED = 8


@dataclass(frozen=True)
class Offer:
    """A free room with its set-up, seats in it, and how it scores; `movable` has to be carried in."""

    room: Room
    style: str
    capacity: int
    score: VenueScore
    movable: tuple[str, ...] = ()

    @property
    def style_word(self) -> str:
        """The set-up in the reader's language."""
        return gettext({each.value: each.label for each in Style}[self.style])

    @property
    def reasons(self) -> list[tuple[str, float, str]]:
        """(criterion, score, why) in the reader's language."""
        return [
            (gettext(each.label), each.score, gettext(each.reason) % dict(each.values)) for each in self.score.criteria
        ]


def needed_equipment(event: Event) -> list[str]:
    """Kinds of equipment that the services asked for need in the room."""
    intake = Intake.objects.filter(event=event).first()
    wanted = intake.services if intake else []
    return sorted({EQUIPMENT[service] for service in Service if service.value in wanted and service in EQUIPMENT})


def layouts_of(event: Event, headcount: int) -> tuple[Proposal, ...]:
    """Set-ups to offer for the kind of meeting and its size, best first (VENU-013)."""
    kinds = {kind.value: kind for kind in MeetingKind}
    set_up = SET_UPS[kinds.get(event.kind, MeetingKind.ORDINARY)]
    purpose = next(each for each in Purpose if each.value == set_up.purpose)
    return propose_layout(headcount, purpose)


def score_of(site: Site, room: Room, style: str, headcount: int, needs: Collection[str]) -> VenueScore:
    """The six criteria for one room in one set-up (VENU-001..006); a set-up that it has not seats nobody."""
    seats = room.styles.filter(style=style).values_list("capacity", flat=True).first()
    return score_venue(_venue(room, seats or 0), headcount=headcount, needs=needs, margin_percent=_margin(site))


def offers(
    *, event: Event, starts_at: datetime, ends_at: datetime, headcount: int, styles: Iterable[str]
) -> list[Offer]:
    """Free rooms for the meeting in the first proposed style that any room offers, best score first, a few at most."""
    needs = needed_equipment(event)
    found: dict[int, Offer] = {}
    for style in styles:
        free = free_rooms(event.site, starts_at, ends_at, headcount=headcount, style=style)
        rooms = Room.objects.filter(pk__in=[one.room_id for one in free]).prefetch_related("equipment").in_bulk()
        for one in free:
            room = rooms[one.room_id]
            venue = _venue(room, one.capacity)
            score = score_venue(venue, headcount=headcount, needs=needs, margin_percent=_margin(event.site))
            missing = tuple(sorted(set(needs) - set(venue.equipment)))
            if score.suits and (room.pk not in found or found[room.pk].score.total < score.total):
                found[room.pk] = Offer(room, style, one.capacity, score, missing)
    return sorted(found.values(), key=lambda offer: (-offer.score.total, offer.capacity))[:MOST_OFFERED]


@dataclass(frozen=True)
class BudgetView:
    """A budget summed up: lines, shares against their bands, totals in fen, what was spent in per cent (BUDG-006)."""

    lines: list[BudgetLine]
    shares: list[Share]
    total_fen: int
    charged_fen: int
    spent_fen: int | None
    rate: Any

    @property
    def warnings(self) -> list[Share]:
        """Classes outside their band."""
        return [share for share in self.shares if share.outside]


def budget_of(scheme: Scheme) -> BudgetView:
    """The scheme's budget. `spent_fen` and `rate` are None until a bill is known."""
    lines = list(scheme.lines.all())
    amounts = {cost: sum(line.amount_fen for line in lines if line.cost_class == cost) for cost in CostClass}
    total = sum(amounts.values())
    known = [line.spent_fen for line in lines if line.spent_fen is not None]
    spent = sum(known) if known else None
    rate = execution_rate(total, spent) if spent is not None else None
    charged = total * scheme.charge_percent // 100
    return BudgetView(lines, shares(amounts), total, charged, spent, rate)


def _venue(room: Room, capacity: int) -> Venue:
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


def _margin(site: Site) -> int:
    return int(site.settings.get("capacity_margin_percent", 10))
