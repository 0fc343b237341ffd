"""Plans are made, changed by hand, confirmed, dropped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Block, Event, Guest, clauses_at
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move
from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.models import Seated, SeatPlan
from guanjia.seating.queries.charts import chart_for, refuse_two_firsts_of, said
from guanjia.seating.queries.people import Member, members_of
from guanjia.seating.rules.banquet import COMPANIONS, companions_allowed
from guanjia.seating.rules.charts import GUEST, HOST, NoChart
from guanjia.seating.rules.floor import seats_of
from guanjia.seating.rules.placing import Duty, placed
from guanjia.seating.rules.refusals import PlanStale, SeatingRefused
from guanjia.seating.rules.states import PLAN_MOVES, TWO_SIDES, PlanState, Scene

PLAN = "seating.plan"

NO_NOTES_AT_DINNER = N_(
    "Nobody takes notes at dinner: choose guest or host for an assistant, who then has a seat at a table."
)
Parts = Mapping[int, tuple[str, str]]
"""Guest id -> (side, duty)."""


@transaction.atomic
def make_plan(
    *, event: Event, scene: Scene, title: str, parts: Parts, options: dict[str, Any], actor: Any, at: datetime,
    block: Block | None = None,
) -> SeatPlan:  # fmt: skip
    """A plan with these people on their places. Raises SeatingRefused: a controlled event, nobody, one side missing, two guests
    of honour, a note-taker at dinner, too many companions at a table of public funds (with the article)."""
    if event.secrecy == "controlled":
        raise SeatingRefused(
            "", _("Seats of a controlled meeting are not kept here: the organiser keeps them on paper.")
        )
    refuse_marked({"title": title}, site=event.site)
    if scene is Scene.BANQUET and any(duty == Duty.NOTES for _side, duty in parts.values()):
        raise SeatingRefused("people", _(NO_NOTES_AT_DINNER))
    plan = SeatPlan.objects.create(
        site=event.site, event=event, block=block, scene=scene, created_at=at, options=options,
        title=title.strip()[:80] or _(scene.label),
    )  # fmt: skip
    guests = Guest.objects.filter(event=event, pk__in=parts).order_by("pk")
    Seated.objects.bulk_create(
        [Seated(plan=plan, guest=guest, side=parts[guest.pk][0], duty=parts[guest.pk][1]) for guest in guests],
        batch_size=500,
    )
    if scene is Scene.FLOOR:
        _journal(plan, "plan.make", actor, at, changes={"people": len(guests)})
        return plan
    seat_all(plan, at=at)
    _journal(plan, "plan.make", actor, at, changes={"people": len(guests)})
    return plan


def seat_all(plan: SeatPlan, *, at: datetime) -> None:
    """Place everybody who comes anew by the order; choices by hand stay. Raises SeatingRefused where no chart holds them, and
    when the guest list numbers two as number 1."""
    members = [member for member in members_of(plan) if member.comes]
    refuse_company(plan, members, at)
    fixed = {m.row.key: m.guest.pk for m in members if m.row.fixed and m.row.key}
    try:
        refuse_two_firsts_of(plan, members)
        seating = placed(chart_for(plan, members), [member.sitter for member in members], fixed)
    except NoChart as none:
        raise SeatingRefused("people", said(none)) from None
    write_seats(plan, seating)


def write_seats(plan: SeatPlan, seating: Mapping[str, int]) -> None:
    """Store who sits where; who has no place has an empty key. Cleared first, so that two may change places."""
    keys = {who: key for key, who in seating.items()}
    known = plan.seated.values_list("pk", "guest_id", "key")
    rows = [Seated(pk=pk, key=keys.get(who, "")) for pk, who, key in known if key != keys.get(who, "")]
    Seated.objects.filter(pk__in=[row.pk for row in rows]).update(key="")
    Seated.objects.bulk_update(rows, ["key"], batch_size=500)


def refuse_company(plan: SeatPlan, members: list[Member], at: datetime) -> None:
    """Refuse more companions at a banquet of public funds than the law allows, quoting it."""
    if plan.kind is not Scene.BANQUET or plan.event.regime != "fiscal":
        return
    law = clauses_at(plan.site, at).get(COMPANIONS)
    if law is None:
        return
    hosts = sum(member.sitter.side == HOST for member in members)
    guests = sum(member.sitter.side == GUEST for member in members)
    allowed = companions_allowed(guests, int(law.value))
    if hosts > allowed:
        words = _("%(hosts)s companions for %(guests)s guests: at most %(allowed)s are allowed (%(article)s).")
        told = {"hosts": hosts, "guests": guests, "allowed": allowed, "article": law.article}
        raise SeatingRefused("people", words % told)


@transaction.atomic
def choose_seat(*, plan: SeatPlan, guest_id: int, key: str, rev: int, actor: Any, at: datetime) -> SeatPlan:
    """Seat somebody by hand: whoever sat there takes the place that was left. The choice stays until it is let go.

    Raises PlanStale when the plan changed since `rev`, SeatingRefused for no such place or person, or a place of the other side.
    """
    plan = lock(plan, rev)
    members = [member for member in members_of(plan) if member.comes]
    chart = chart_for(plan, [m for m in members if m.row.key] or members)
    place, mover = chart.by_key().get(key), next((m for m in members if m.guest.pk == guest_id), None)
    if place is None or mover is None:
        raise SeatingRefused("key", _("There is no such place, or this person does not belong to the plan."))
    if plan.kind in TWO_SIDES and place.side and place.side != mover.sitter.side:
        raise SeatingRefused("key", _("That place belongs to the other side."))
    there = next((m.row for m in members if m.row.key == key), None)
    old = mover.row.key
    if there is not None and there.pk != mover.row.pk:
        Seated.objects.filter(pk=there.pk).update(key="", fixed=False)
    Seated.objects.filter(pk=mover.row.pk).update(key=key, fixed=True)
    if there is not None and there.pk != mover.row.pk:
        Seated.objects.filter(pk=there.pk).update(key=old)
    return _changed(plan, "plan.choose", actor, at, {"guest": guest_id, "from": old, "to": key})


@transaction.atomic
def let_go(*, plan: SeatPlan, guest_id: int, rev: int, actor: Any, at: datetime) -> SeatPlan:
    """Give up a choice by hand: the order decides again for everybody who was not chosen."""
    plan = lock(plan, rev)
    if not plan.seated.filter(guest=guest_id, fixed=True).update(fixed=False):
        raise SeatingRefused("key", _("This seat was not chosen by hand."))
    if plan.kind is not Scene.FLOOR:
        seat_all(plan, at=at)
    return _changed(plan, "plan.let_go", actor, at, {"guest": guest_id})


@transaction.atomic
def set_options(*, plan: SeatPlan, options: dict[str, Any], rev: int, actor: Any, at: datetime) -> SeatPlan:
    """Another variant, honour side, rows or tables: everybody is placed anew; on the floor of a hall who has a seat that is
    still there keeps it. Raises as make_plan does, and PlanStale."""
    plan = lock(plan, rev)
    plan.options = {**plan.options, **options}
    if plan.kind is Scene.FLOOR:
        _leave_lost_seats(plan)
    else:
        seat_all(plan, at=at)
    plan.save(update_fields=["options"])
    told = {name: value for name, value in options.items() if name != "drawn"}
    return _changed(plan, "plan.options", actor, at, {"options": told})


def _leave_lost_seats(plan: SeatPlan) -> None:
    """Who sat on a seat that the hall has no more waits for the next search. Raises SeatingRefused for no such hall."""
    try:
        labels = {seat.label for seat in seats_of(plan.options)}
    except NoChart as none:
        raise SeatingRefused("people", said(none)) from None
    lost = [row for row in plan.seated.exclude(key="") if row.key not in labels]
    for row in lost:
        row.key, row.fixed = "", False
    Seated.objects.bulk_update(lost, ["key", "fixed"], batch_size=500)


@transaction.atomic
def confirm_plan(*, plan: SeatPlan, name: str, rev: int, actor: Any, at: datetime) -> SeatPlan:
    """The organiser confirmed this very picture; `name` is who. Raises PlanStale, MoveRefused, SeatingRefused without a name."""
    if not name.strip():
        raise SeatingRefused("name", _("Write down who confirmed."))
    refuse_marked({"name": name}, site=plan.site)
    plan = lock(plan, rev)
    check_move(PLAN_MOVES, plan.stage, PlanState.CONFIRMED)
    plan.confirmed_by, plan.confirmed_at = name.strip()[:80], at
    plan.save(update_fields=["confirmed_by", "confirmed_at"])
    return _move(plan, PlanState.CONFIRMED, "plan.confirm", actor, at)


@transaction.atomic
def drop_plan(*, plan: SeatPlan, rev: int, actor: Any, at: datetime, back: bool = False) -> SeatPlan:
    """Drop a plan that is not wanted any more, or take it up again; its history stays."""
    plan = lock(plan, rev)
    to = PlanState.DRAFT if back else PlanState.DROPPED
    check_move(PLAN_MOVES, plan.stage, to)
    return _move(plan, to, "plan.back" if back else "plan.drop", actor, at)


def lock(plan: SeatPlan, rev: int | None = None) -> SeatPlan:
    """The plan, locked until the end of the transaction. Raises PlanStale when it is not at `rev` any more."""
    found = (
        SeatPlan.objects.select_for_update(of=("self",), no_key=True).select_related("site", "event").get(pk=plan.pk)
    )
    if rev is not None and found.rev != rev:
        raise PlanStale(_("Somebody changed the plan since you opened it. Look again."))
    return found


def _move(plan: SeatPlan, to: PlanState, action: str, actor: Any, at: datetime) -> SeatPlan:
    old, plan.state = plan.stage, to
    SeatPlan.objects.filter(pk=plan.pk).update(state=to)
    return _changed(plan, action, actor, at, {}, old, to)


def _changed(
    plan: SeatPlan, action: str, actor: Any, at: datetime, changes: dict[str, Any], old: str = "", to: str = ""
) -> SeatPlan:
    """A change of seats after the organiser confirmed makes the plan changed; `rev` grows."""
    if not to and plan.stage is PlanState.CONFIRMED:
        old, to = PlanState.CONFIRMED, PlanState.CHANGED
        plan.state = to
    plan.rev += 1
    SeatPlan.objects.filter(pk=plan.pk).update(state=plan.state, rev=plan.rev)
    _journal(plan, action, actor, at, changes=changes, old=old, to=to)
    return plan


def _journal(
    plan: SeatPlan, action: str, actor: Any, at: datetime, *, changes: dict[str, Any], old: str = "", to: str = "",
    event: object | None = None, reason: str = "",
) -> None:  # fmt: skip
    record(
        site=plan.site, at=at, actor=actor, action=action, subject=(PLAN, plan.pk), from_state=old, to_state=to,
        changes=changes, event=event, reason=reason,
    )  # fmt: skip
    changed(PLAN, [plan.pk], site=plan.site, at=at)
    touch(f"event:{plan.event_id}:seats")


note = _journal
"""For actions on plans that lie in other files."""
