"""What one absence changes: cards, chairs, pouring, cars, gate; and what it would change before anybody decides."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max, QuerySet

from guanjia.conference.public import Event, Guest
from guanjia.seating.models import Reseating, SeatPlan
from guanjia.seating.queries.charts import chart_for, picture_of
from guanjia.seating.queries.foreseeing import Change, foresee
from guanjia.seating.queries.pages import spot_said
from guanjia.seating.queries.people import Member, members_of
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.placing import placed, pour_order
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.reseating import least_moves
from guanjia.seating.rules.rows import Variant
from guanjia.seating.rules.scenes import ALTERNATIVES
from guanjia.seating.rules.states import PlanState, Scene


@dataclass(frozen=True)
class Line:
    """One deed of the crew: a card taken away, moved, or put there."""

    name: str
    origin: str
    to: str


@dataclass(frozen=True)
class Foreseen:
    """What one plan would become; `others` are even variants with the number of people that they would move."""

    plan: SeatPlan
    lines: list[Line]
    moved: int
    problem: str = ""
    others: tuple[tuple[str, int], ...] = ()


def lines_of(reseating: Reseating) -> list[Line]:
    """The moves with the names of today; one query. Somebody erased since has no name."""
    names = dict(Guest.objects.filter(pk__in=[who for who, *_rest in reseating.moves]).values_list("pk", "name"))
    plan = reseating.plan
    return [_line(plan, names.get(who, "–"), origin, to) for who, origin, to in reseating.moves]


def _line(plan: SeatPlan, name: str, origin: str, to: str) -> Line:
    return Line(name, spot_said(plan, origin) if origin else "", spot_said(plan, to) if to else "")


def foresee_absence(event: Event, guest: Guest) -> list[Foreseen]:
    """What every plan with this guest would become without them; nothing is written."""
    plans = SeatPlan.objects.filter(event=event, seated__guest=guest).exclude(state=PlanState.DROPPED)
    return [_foreseen(plan, guest) for plan in plans.select_related("event", "site").order_by("pk")]


def _foreseen(plan: SeatPlan, guest: Guest) -> Foreseen:
    members = [replace(member, comes=False) if member.guest.pk == guest.pk else member for member in members_of(plan)]
    try:
        change = foresee(plan, members)
    except SeatingRefused as refused:
        return Foreseen(plan, [], 0, str(refused))
    names = {member.guest.pk: member.guest.name for member in members}
    lines = [_line(plan, names[move.who], move.origin, move.to) for move in change.moves.moves]
    return Foreseen(plan, lines, change.moves.moved, others=_others(plan, members, change))


def _others(plan: SeatPlan, members: list[Member], change: Change) -> tuple[tuple[str, int], ...]:
    """How many another variant of an even row would move, so that the organiser can choose it (PROTOCOL)."""
    now = str(plan.options.get("variant") or Variant.A)
    if plan.options.get("foreign") or plan.kind not in ALTERNATIVES or change.after is None:
        return ()
    if not any(
        len([p for p in change.after.places if p.row == row]) % 2 == 0 for row in {p.row for p in change.after.places}
    ):
        return ()
    coming = [member for member in members if member.comes]
    old = {member.row.key: member.guest.pk for member in members if member.row.key}
    found = []
    for variant in ALTERNATIVES[plan.kind]:
        if variant != now and variant is not Variant.C:
            trial = SeatPlan(scene=plan.scene, options={**plan.options, "variant": str(variant)})
            try:
                chart = chart_for(trial, coming)
            except NoChart:
                continue
            wanted = placed(chart, [member.sitter for member in coming])
            found.append((str(variant), least_moves(change.before, old, chart, wanted).moved))
    return tuple(found)


@dataclass(frozen=True)
class Ride:
    """One car as the gate has to know it."""

    car: int
    people: list[tuple[str, str]]


def rides_of(event: Event) -> list[Ride]:
    """The cars of the event with who sits where, as the plans stand now."""
    rides: dict[int, list[tuple[str, str]]] = {}
    for plan in _cars(event).select_related("event", "site"):
        for member in members_of(plan):
            if member.row.key and member.comes:
                number = int(member.row.key[1:].split("-")[0])
                rides.setdefault(number, []).append((member.guest.name, spot_said(plan, member.row.key)))
    return [Ride(number, people) for number, people in sorted(rides.items())]


def _cars(event: Event) -> QuerySet[SeatPlan]:
    return SeatPlan.objects.filter(event=event, scene=Scene.CAR).exclude(state=PlanState.DROPPED)


def has_cars(event: Event) -> bool:
    """Whether cars are planned for the event."""
    return _cars(event).exists()


def cars_changed_at(event: Event) -> datetime | None:
    """When somebody last changed cars or did not come any more; None while the first list holds."""
    changed: datetime | None = _cars(event).aggregate(last=Max("reseated_at"))["last"]
    return changed


def pouring(plan: SeatPlan) -> list[str]:
    """Names in the order in which tea is poured."""
    picture = picture_of(plan)
    members = picture.by_guest
    return [members[who].guest.name for who in pour_order(picture.seating, [m.sitter for m in picture.members])]
