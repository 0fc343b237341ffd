"""The scheme (方案): venue scored, layout, plans, a room held for a while; its budget (W01 3-4)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.intake_links import make_link
from guanjia.conference.actions.moves import EVENT, move_event
from guanjia.conference.actions.opening import check_times
from guanjia.conference.actions.regime import refuse_excess, refuse_forbidden
from guanjia.conference.models import BudgetLine, ClientLink, Event, Intake, Pricing, Scheme, SchemeState
from guanjia.conference.queries.schemes import cars_of, needed_equipment, parking_of, score_of
from guanjia.conference.rules.breaks import propose_breaks
from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.parking import needs_plan
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import EventState, Regime
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import Room, move_slot, release_slot

SCHEME = "conference.scheme"
HOLD_DAYS = "conference.hold_days"
MEASURES_OUTDOOR = ("shelter", "reserve", "watcher")
MEASURES_PARKING = ("extra_spaces", "shuttle", "valet")
DRAWN = frozenset({EventState.NEEDS_CONFIRMED, EventState.SCHEME})


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the co-ordinator decides of a scheme. `weather` and `parking` map a measure to what is arranged."""

    room: Room
    style: str
    starts_at: datetime
    ends_at: datetime
    headcount: int
    menu: tuple[str, ...] = ()
    weather: dict[str, str] | None = None
    parking: dict[str, str] | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A budget line as typed; money in fen."""

    cost_class: CostClass
    name: str
    unit_fen: int
    quantity: int = 1
    service: str = ""


@transaction.atomic
def draw_scheme(*, event: Event, plan: Plan, actor: Any, at: datetime, rev: int | None = None) -> Scheme:
    """Draw the event's scheme, or draw it anew while it is a draft; the room is held for it, not firmly.

    Raises Refused when the room fails a condition (capacity with margin VENU-001, fire rules VENU-004), SlotTaken when
    somebody has it, Stale when the draft was saved since `rev`. After a scheme was sent back a new number begins.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    event.refresh_from_db()
    if event.stage not in DRAWN:
        raise Refused(
            "", _("The client confirms the needs first; after approval the function sheet is changed instead.")
        )
    check_times(plan.starts_at, plan.ends_at)
    refuse_marked({"note": plan.note, "menu": list(plan.menu)}, site=event.site)
    refuse_forbidden(site=event.site, regime=Regime(event.regime), services=(), lines=plan.menu, at=at, field="menu")
    cars = cars_of(event, plan.headcount)
    score = score_of(event.site, plan.room, plan.style, plan.headcount, needed_equipment(event), cars)
    if not score.suits:
        raise Refused("room", " ".join(_refusals(score)))
    scheme = _draft_of(event, plan, actor, at, rev)
    scheme.score = score.total
    scheme.criteria = [
        {
            "seed": each.seed,
            "label": each.label,
            "score": each.score,
            "reason": each.reason,
            "values": dict(each.values),
        }
        for each in score.criteria
    ]
    scheme.save()
    _hold(scheme, actor, at)
    if event.stage is EventState.NEEDS_CONFIRMED:
        move_event(event=event, to=EventState.SCHEME, actor=actor, at=at)
    record(
        site=event.site, at=at, actor=actor, action="draw_scheme", subject=(SCHEME, scheme.pk), changes=_brief(scheme)
    )
    changed(SCHEME, [scheme.pk], site=event.site, at=at)
    return scheme


@transaction.atomic
def write_budget(
    *,
    scheme_id: int,
    rev: int,
    lines: Sequence[Line],
    actor: Any,
    at: datetime,
    pricing: Pricing = Pricing.FULL,
    charge_percent: int = 100,
) -> Scheme:
    """Replace the lines of a draft's budget. Shares outside their bands warn on the page and refuse nothing (BUDG-001).

    Free or low price is for meetings of public benefit (BUDG-009). Raises Refused, Stale.
    """
    scheme = _locked(scheme_id)
    event = scheme.event
    if scheme.rev != rev:
        raise Stale(_("Somebody else has saved this scheme meanwhile."))
    if scheme.stage is not SchemeState.DRAFT:
        raise Refused("", _("This scheme is with the client or answered; nothing can be changed in it."))
    refuse_marked({"name": [line.name for line in lines]}, site=event.site)
    regime = Regime(event.regime)
    names, services = [line.name for line in lines], [line.service for line in lines]
    refuse_forbidden(site=event.site, regime=regime, services=services, lines=names, at=at, field="name")
    total = sum(line.quantity * line.unit_fen for line in lines)
    refuse_excess(
        site=event.site, regime=regime, meeting_class=Intake.objects.get(event=event).meeting_class,
        heads=scheme.headcount, starts_at=scheme.starts_at, ends_at=scheme.ends_at, at=at, total_fen=total,
    )  # fmt: skip
    if pricing is not Pricing.FULL and regime is not Regime.PUBLIC_BENEFIT:
        raise Refused("pricing", _("Only meetings of public benefit are free or at low price."))
    scheme.lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(scheme=scheme, position=number, **asdict(line)) for number, line in enumerate(lines)
    )
    scheme.pricing = pricing
    scheme.charge_percent = {Pricing.FULL: 100, Pricing.FREE: 0}.get(pricing, min(charge_percent, 100))
    scheme.rev += 1
    scheme.save(update_fields=["pricing", "charge_percent", "rev"])
    changes = {"total_fen": total, "lines": len(lines), "pricing": pricing.value}
    record(site=event.site, at=at, actor=actor, action="write_budget", subject=(SCHEME, scheme.pk), changes=changes)
    return scheme


@transaction.atomic
def offer_scheme(*, scheme_id: int, actor: Any, at: datetime) -> str:
    """Send scheme and budget to the client; the token of the link, shown once. Offering again makes a new link.

    Raises Refused without a budget, or for an outdoor room without shelter, reserve and weather watcher (VENU-018),
    and for more cars than our spaces without extra spaces, shuttle or valets (VENU-019).
    """
    scheme = _locked(scheme_id)
    event = scheme.event
    if scheme.stage not in {SchemeState.DRAFT, SchemeState.OFFERED}:
        raise Refused("", _("This scheme has been answered. Draw a new one."))
    if not scheme.lines.exists():
        raise Refused("", _("Write the budget first."))
    if scheme.room.outdoor and not all(scheme.weather.get(measure) for measure in MEASURES_OUTDOOR):
        raise Refused(
            "weather", _("Outdoors needs a rain shelter, an indoor reserve and somebody who watches the weather.")
        )
    cars = cars_of(event, scheme.headcount)
    planned = any(scheme.parking.get(measure) for measure in MEASURES_PARKING)
    if needs_plan(cars=cars, spaces=parking_of(event.site)) and not planned:
        raise Refused(
            "parking",
            _("%(cars)s cars come: arrange extra spaces nearby, a shuttle bus or valets first.") % {"cars": cars},
        )
    if scheme.stage is SchemeState.DRAFT:
        scheme.state, scheme.offered_at, scheme.rev = SchemeState.OFFERED, at, scheme.rev + 1
        scheme.save(update_fields=["state", "offered_at", "rev"])
        record(site=event.site, at=at, actor=actor, action="offer", subject=(SCHEME, scheme.pk), to_state=scheme.state)
        changed(SCHEME, [scheme.pk], site=event.site, at=at)
        move_event(event=event, to=EventState.BUDGETED, actor=actor, at=at)
    return make_link(event=event, kind=ClientLink.Kind.SCHEME, target_id=scheme.pk, actor=actor, at=at)[1]


@transaction.atomic
def release_hold(*, scheme_id: int, actor: Any, at: datetime) -> int:
    """Let the held room go; the number of slots given up, 0 the second time. The scheme itself stays."""
    scheme = _locked(scheme_id)
    count = release_slot(holder=(SCHEME, scheme.pk), at=at, actor=actor)
    if scheme.held_until is not None:
        scheme.held_until, scheme.rev = None, scheme.rev + 1
        scheme.save(update_fields=["held_until", "rev"])
        record(site=scheme.site, at=at, actor=actor, action="release_hold", subject=(SCHEME, scheme.pk))
        changed(SCHEME, [scheme.pk], site=scheme.site, at=at)
    return count


@transaction.atomic
def lose_enquiry(*, event: Event, reason: str, actor: Any, at: datetime) -> Event:
    """The client goes elsewhere; a room held for them is free. Raises MoveRefused after approval."""
    for scheme_id in Scheme.objects.filter(event=event, held_until__isnull=False).values_list("pk", flat=True):
        release_hold(scheme_id=scheme_id, actor=actor, at=at)
    return move_event(event=event, to=EventState.LOST, actor=actor, at=at, reason=reason)


def _locked(scheme_id: int) -> Scheme:
    return (
        Scheme.objects.select_for_update(of=("self",)).select_related("event__site", "room", "site").get(pk=scheme_id)
    )


def _draft_of(event: Event, plan: Plan, actor: Any, at: datetime, rev: int | None) -> Scheme:
    draft = Scheme.objects.filter(event=event, state=SchemeState.DRAFT).first()
    if draft is not None and rev is not None and draft.rev != rev:
        raise Stale(_("Somebody else has saved this scheme meanwhile."))
    last = Scheme.objects.filter(event=event).order_by("-number").first()
    scheme = draft or Scheme(site=event.site, event=event, number=last.number + 1 if last else 1, made_at=at)
    scheme.room, scheme.style, scheme.headcount = plan.room, plan.style, plan.headcount
    scheme.starts_at, scheme.ends_at, scheme.made_by = plan.starts_at, plan.ends_at, actor
    scheme.menu, scheme.note = list(plan.menu), plan.note
    scheme.weather, scheme.parking = plan.weather or {}, plan.parking or {}
    scheme.breaks = [
        {"starts_at": each.starts_at.isoformat(), "minutes": int(each.length.total_seconds() // 60)}
        for each in propose_breaks(plan.starts_at, plan.ends_at)
    ]
    scheme.rev += 1
    if draft is None:
        scheme.save()
        if last is not None:
            release_hold(scheme_id=last.pk, actor=actor, at=at)
            _copy_lines(last, scheme)
    return scheme


def _copy_lines(old: Scheme, new: Scheme) -> None:
    """A scheme drawn after one was sent back begins with its budget."""
    BudgetLine.objects.bulk_create(
        BudgetLine(
            scheme=new, position=line.position, cost_class=line.cost_class, service=line.service, name=line.name,
            quantity=line.quantity, unit_fen=line.unit_fen,
        )
        for line in old.lines.all()
    )  # fmt: skip


def _hold(scheme: Scheme, actor: Any, at: datetime) -> None:
    move_slot(
        holder=(SCHEME, scheme.pk),
        room=scheme.room,
        starts_at=scheme.starts_at,
        ends_at=scheme.ends_at,
        at=at,
        actor=actor,
        firm=False,
    )
    scheme.held_until = at + timedelta(days=int(setting(scheme.site, HOLD_DAYS)))
    scheme.save(update_fields=["held_until"])
    changed(EVENT, [scheme.event_id], site=scheme.site, at=at)


def _refusals(score: Any) -> list[str]:
    values = {each.reason: dict(each.values) for each in score.criteria}
    return [_(reason) % values[reason] for reason in score.refusals]


def _brief(scheme: Scheme) -> dict[str, Any]:
    return {"room": scheme.room_id, "style": scheme.style, "score": scheme.score, "number": scheme.number}
