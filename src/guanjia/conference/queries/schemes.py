"""Venues compared, layouts proposed, budgets summed up."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.models import BudgetLine, Event, Intake, Scheme
from guanjia.conference.rules.budget import CostClass, Share, execution_rate, shares
from guanjia.conference.rules.needs import EQUIPMENT, SET_UPS, MeetingKind, Service
from guanjia.conference.rules.parking import cars_expected
from guanjia.conference.rules.surroundings import rank
from guanjia.foundation.sites.public import Site, setting
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
PARKING = "conference.parking_spaces"


@dataclass(frozen=True)
class Offer:
    """A free room with its set-up, seats in it, and how it scores; `movable` has to be carried in.

    `held`: this event's own scheme holds it.
    """

    room: Room
    style: str
    capacity: int
    score: VenueScore
    movable: tuple[str, ...] = ()
    held: bool = False

    @property
    def warnings(self) -> list[str]:
        """What has to be weighed, in the reader's language."""
        return [gettext(each) for each in self.score.warnings]

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


def cars_of(event: Event, headcount: int) -> int:
    """How many cars come to the event (VENU-002)."""
    intake = Intake.objects.filter(event=event).first()
    asked = intake is not None and Service.PARKING.value in intake.services
    return cars_expected(said=intake.cars if intake else None, headcount=headcount, asked=asked)


def parking_of(site: Site) -> int:
    """Our own parking spaces."""
    return int(setting(site, PARKING))


def score_of(site: Site, room: Room, style: str, headcount: int, needs: Collection[str], cars: int = 0) -> VenueScore:
    """The six criteria for one room in one set-up (VENU-001..006); a set-up that it has not seats nobody."""
    seats = room.styles.filter(style=style).values_list("capacity", flat=True).first()
    return _score(site, room, seats or 0, headcount, needs, cars)


def offers(
    *,
    event: Event,
    starts_at: datetime,
    ends_at: datetime,
    headcount: int,
    styles: Iterable[str],
    held: Scheme | None = None,
) -> list[Offer]:
    """Free rooms for the meeting in the first proposed style that any room offers, best score first, a few at most.

    The room that `held` holds stands among them. What the client said of indoors and outdoors comes before the score.
    """
    intake = Intake.objects.filter(event=event).first()
    wish = intake.surroundings if intake else ""
    needs, cars = needed_equipment(event), cars_of(event, headcount)
    found: dict[int, Offer] = {}
    for style, seats in _seats(event.site, starts_at, ends_at, headcount, styles, held):
        rooms = Room.objects.filter(pk__in=seats).prefetch_related("equipment").in_bulk()
        for pk, room in rooms.items():
            score = _score(event.site, room, seats[pk], headcount, needs, cars)
            better = pk not in found or found[pk].score.total < score.total
            if score.suits and better and rank(outdoor=room.outdoor, wish=wish) is not None:
                missing = tuple(sorted(set(needs) - {one.kind for one in room.equipment.all()}))
                own = held is not None and held.room_id == pk
                found[pk] = Offer(room, style, seats[pk], score, missing, own)

    def order(offer: Offer) -> tuple[int, int, int]:
        return rank(outdoor=offer.room.outdoor, wish=wish) or 0, -offer.score.total, offer.capacity

    return sorted(found.values(), key=order)[:MOST_OFFERED]


def _seats(
    site: Site, starts_at: datetime, ends_at: datetime, headcount: int, styles: Iterable[str], held: Scheme | None
) -> Iterator[tuple[str, dict[int, int]]]:
    """For each style the seats of the rooms that can be had, by room id."""
    own = held.room if held is not None and held.held_until is not None else None
    mine = dict(own.styles.values_list("style", "capacity")) if own is not None else {}
    for style in styles:
        free = free_rooms(site, starts_at, ends_at, headcount=headcount, style=style)
        seats = {one.room_id: one.capacity for one in free}
        if own is not None and style in mine:
            seats[own.pk] = mine[style]
        yield style, seats


@dataclass(frozen=True)
class BudgetView:
    """A budget summed up: lines, shares against their bands, totals in fen, what was spent in per cent (BUDG-006)."""

    lines: list[BudgetLine]
    shares: list[Share]
    total_fen: int
    charged_fen: int
    spent_fen: int | None
    rate: Any
    limit_fen: int | None = None

    @property
    def over_limit_fen(self) -> int:
        """By how much the budget passes the limit that the client named (CONF-017); 0 within it or without one."""
        return 0 if self.limit_fen is None else max(self.charged_fen - self.limit_fen, 0)

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
    limit = Intake.objects.filter(event=scheme.event_id).values_list("limit_fen", flat=True).first()
    return BudgetView(lines, shares(amounts), total, charged, spent, rate, limit)


def _score(site: Site, room: Room, seats: int, headcount: int, needs: Collection[str], cars: int) -> VenueScore:
    venue = _venue(room, seats, parking_of(site))
    return score_venue(venue, headcount=headcount, needs=needs, margin_percent=margin_of(site), cars=cars)


def _venue(room: Room, capacity: int, parking: int) -> Venue:
    return Venue(
        capacity=capacity,
        access=room.access_score,
        facilities=room.facilities_score,
        sound=room.sound_score,
        temperature=room.temperature_score,
        fire_ok=room.fire_ok,
        exits=room.exits,
        outdoor=room.outdoor,
        parking=parking,
        has_indoor_reserve=room.indoor_reserve_id is not None,
        equipment=frozenset(one.kind for one in room.equipment.all()),
    )


def margin_of(site: Site) -> int:
    """Seats kept free, in per cent of the heads (VENU-001)."""
    return int(site.settings.get("capacity_margin_percent", 10))
