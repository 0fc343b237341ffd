"""The seats of a rehearsal and of the demo: an order is signed, plans are drawn, a leader does not come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min

from guanjia.conference.public import Block, Draft, Event, Guest, add_guests
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, local
from guanjia.posts.public import on_post
from guanjia.seating.actions.computing import ask_for_floor, compute
from guanjia.seating.actions.ordering import take_order
from guanjia.seating.actions.planning import Parts, confirm_plan, make_plan
from guanjia.seating.actions.reseating import cards_moved, drop_out
from guanjia.seating.models import Reseating, Seated, SeatPlan
from guanjia.seating.queries.people import COMES
from guanjia.seating.rules.order import Line, TieBy
from guanjia.seating.rules.states import TWO_SIDES, PlanState, Scene

LEADERS, LEAST = 7, 12
SIGNER = "办公室 周主任"
HOST_SIDE = (("梁远", "江州市人民政府", "副市长"), ("韩冬", "市商务局", "局长"), ("白露", "市外事办公室", "主任"),
             ("江雪", "市投资促进局", "局长"))  # fmt: skip
GUEST_SIDE = (("让·杜邦", "法国里昂工商会", "会长"), ("克莱尔·马丁", "法国里昂工商会", "秘书长"),
              ("吕克·贝尔纳", "罗讷集团", "总裁"), ("索菲·勒鲁", "罗讷集团", "亚洲区总经理"))  # fmt: skip
INTERPRETERS = (("程译", "市外事办公室", "译员", "H"), ("安娜·王", "法国里昂工商会", "译员", "G"))


def cast(stage: Stage) -> None:
    """The event on the stage gets its order and its rostrum; somebody drops out two hours before, cards are moved after."""
    event = Event.objects.select_related("site").filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy == "controlled" or Guest.objects.filter(event=event).count() < LEAST:
        return
    begins = Block.objects.filter(event=event).aggregate(first=Min("starts_at"))["first"]
    if begins is not None:
        stage.at(stage.now + timedelta(hours=1), Sign(event.pk))
        stage.at(begins - timedelta(hours=2), DropOut(event.pk))


def _actor(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Sign:
    """The organiser signs the order of the first guests; the rostrum and the cars are drawn and confirmed."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Take the order and draw."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who = _actor(stage, "conference.coordinator")
        guests = list(
            Guest.objects.filter(event=event, state__in=COMES).select_related("delegation").order_by("pk")[:LEADERS]
        )
        if who is None or len(guests) < LEADERS:
            return
        sign(event, guests, who, stage.now, local(stage.site, stage.now).date())
        for scene, options, n in ((Scene.ROSTRUM, {}, LEADERS), (Scene.CAR, {"cars": ["chauffeur"]}, 3)):
            parts: Parts = {guest.pk: ("", "") for guest in guests[:n]}
            plan = make_plan(event=event, scene=scene, title="", parts=parts, options=options, actor=who, at=stage.now)
            confirm_plan(plan=plan, name=SIGNER, rev=plan.rev, actor=who, at=stage.now)
        stage.counts["seat_plans"] += 2


@dataclass(frozen=True)
class DropOut:
    """The third leader does not come; ten minutes later the cards stand right."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Excuse, let the plans follow."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        rows = Seated.objects.filter(plan__event=event, plan__scene=Scene.ROSTRUM, guest__admitted_at=None)
        third = rows.exclude(key="").select_related("guest__site").order_by("guest__rank_no")[2:3]
        who = _actor(stage, "conference.coordinator")
        if not third or who is None:
            return
        guest = Guest.objects.select_related("site", "event__site").get(pk=third[0].guest_id)
        if guest.answer not in COMES:
            return
        drop_out(event=event, guest=guest, reason="临时公务", actor=who, at=stage.now)
        stage.counts["reseated"] += 1
        stage.at(stage.now + timedelta(minutes=8), Moved(self.event_id))


@dataclass(frozen=True)
class Moved:
    """An attendant has moved the cards."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Every open list of the event."""
        who = _actor(stage, "conference.attendant")
        for each in Reseating.objects.filter(plan__event=self.event_id, done_at=None).select_related("plan"):
            cards_moved(reseating=each, actor=who, at=stage.now)


def sign(event: Event, guests: Sequence[Guest], actor: Any, at: datetime, on: date) -> None:
    """These guests in this order, signed on the day."""
    lines = [Line(g.name, g.delegation.name if g.delegation else "", g.position, n) for n, g in enumerate(guests, 1)]
    take_order(event=event, lines=lines, tie_by=TieBy.STROKES, signed_by=SIGNER, signed_on=on, actor=actor, at=at)


def load(site: Site, now: datetime) -> None:
    """The demo's seats: a rostrum and a hall floor of tomorrow's large meeting, whose third leader has just dropped out; sofas,
    cars and a dinner of two tables for the foreign guests. Called once, after the conferences are there."""
    large = Event.objects.select_related("site", "coordinator").filter(site=site, title="全市经济工作会议").first()
    foreign = Event.objects.select_related("site", "coordinator").filter(site=site, title="客商会见").first()
    if large is not None and large.coordinator is not None:
        _large(large, now)
    if foreign is not None and foreign.coordinator is not None:
        _foreign(foreign, now)


def _large(event: Event, now: datetime) -> None:
    who, on = event.coordinator, local(event.site, now).date()
    guests = list(
        Guest.objects.filter(event=event, state__in=COMES).select_related("delegation", "site").order_by("pk")
    )
    if len(guests) < LEAST:
        return
    sign(event, guests[:9], who, now, on)
    floor = make_plan(
        event=event, scene=Scene.FLOOR, title="会场席位", parts={guest.pk: ("", "") for guest in guests[9:]},
        options={"rows_n": 24, "parts": [10, 16, 10]}, actor=who, at=now, block=_block(event),
    )  # fmt: skip
    compute(ask_for_floor(plan=floor, seconds=3, actor=who, at=now).pk, workers=1)
    parts: Parts = {guest.pk: ("", "") for guest in guests[:9]}
    plan = make_plan(
        event=event, scene=Scene.ROSTRUM, title="主席台", parts=parts, options={"rows": [9]}, actor=who, at=now
    )
    confirm_plan(plan=plan, name=SIGNER, rev=plan.rev, actor=who, at=now)
    drop_out(event=event, guest=guests[2], reason="临时公务", actor=who, at=now)


def _foreign(event: Event, now: datetime) -> None:
    who, on = event.coordinator, local(event.site, now).date()
    people = [(*each, "H") for each in HOST_SIDE] + [(*each, "G") for each in GUEST_SIDE]
    drafts = [
        Draft(name, delegation=unit, position=position) for name, unit, position, _side in [*people, *INTERPRETERS]
    ]
    add_guests(event=event, drafts=drafts, actor=who, at=now)
    lines = [Line(name, unit, position, n, side) for side in "HG"
             for n, (name, unit, position, _side) in enumerate((p for p in people if p[3] == side), 1)]  # fmt: skip
    take_order(event=event, lines=lines, tie_by=TieBy.STROKES, signed_by=SIGNER, signed_on=on, actor=who, at=now)
    found = {guest.name: guest for guest in Guest.objects.filter(event=event)}
    heads: Parts = {found[name].pk: (side, "") for name, _unit, _position, side in people}
    helped = dict(heads) | {found[name].pk: (side, "interpreter") for name, _unit, _position, side in INTERPRETERS}
    cars: Parts = {found[name].pk: ("", "") for name, *_rest in GUEST_SIDE}
    told: dict[str, Any] = {"event": event, "actor": who, "at": now, "block": _block(event)}
    sofas = make_plan(scene=Scene.SOFA, title="会见座次", parts=helped, options={"foreign": True}, **told)
    confirm_plan(plan=sofas, name=SIGNER, rev=sofas.rev, actor=who, at=now)
    make_plan(scene=Scene.PHOTO, title="合影站位", parts=heads, options={"foreign": True}, **told)
    make_plan(scene=Scene.BANQUET, title="晚宴（两桌）", parts=heads, options={"seats": [8, 8]}, **told)
    make_plan(scene=Scene.CAR, title="外宾乘车", parts=cars, options={"cars": ["chauffeur", "chauffeur"]}, **told)


def _block(event: Event) -> Block | None:
    return Block.objects.filter(event=event).order_by("starts_at").first()


def seated_absent(site: Site) -> list[str]:
    """Places held by somebody who does not come, on a plan of a scene that any number of people can have."""
    rows = Seated.objects.filter(plan__site=site).exclude(key="").exclude(guest__state__in=COMES)
    rows = rows.exclude(plan__state=PlanState.DROPPED).exclude(plan__scene__in=TWO_SIDES)
    return [f"plan {plan}: {key}" for plan, key in rows.values_list("plan", "key")]


def unseated_present(site: Site) -> list[str]:
    """People of a plan who come and have no place, though their plan was drawn."""
    drawn = SeatPlan.objects.filter(site=site, seated__key__gt="").exclude(state=PlanState.DROPPED).distinct()
    rows = Seated.objects.filter(plan__in=drawn, key="", guest__state__in=COMES).exclude(plan__scene__in=TWO_SIDES)
    return [f"plan {plan}: guest {guest}" for plan, guest in rows.values_list("plan", "guest")]


INVARIANTS = (
    Invariant("nobody absent keeps a seat", seated_absent),
    Invariant("who comes has a seat", unseated_present),
)
TROUPE = Troupe(
    "seating", cast, lambda stage: {name: stage.counts[name] for name in ("seat_plans", "reseated")}, play=EVENT
)
