"""Somebody does not come: every plan of the event follows with the least moves (FIELD 10, 19)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Guest, GuestState, move_guest
from guanjia.kernel.states import MoveRefused
from guanjia.seating.actions.planning import lock, note, write_seats
from guanjia.seating.events import Reseated
from guanjia.seating.models import Reseating, Seated, SeatPlan
from guanjia.seating.queries.foreseeing import foresee
from guanjia.seating.queries.people import COMES, members_of, out_of_step
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import PlanState, Scene


@transaction.atomic
def follow(*, plan: SeatPlan, reason: str, actor: Any, at: datetime) -> Reseating | None:
    """Bring a plan in line with who comes; None when nothing has to move. A second call changes nothing."""
    plan = lock(plan)
    if plan.stage is PlanState.DROPPED:
        return None
    fresh = _substitutes(plan)
    moves, away = _emptied(plan) if plan.kind is Scene.FLOOR else _moved(plan)
    if not moves and not fresh:
        return None
    known = {move[0] for move in moves}
    for gone, came, key in fresh:
        moves += [[gone, key, ""]] if key else []
        moves += [[came, "", key]] if came not in known else []
    cards = sorted({int(who) for who, origin, to in moves if to and not origin} | {came for _gone, came, _key in fresh})
    made = Reseating.objects.create(plan=plan, at=at, reason=reason[:200], moves=moves, cards=cards, away=away)
    old = plan.stage
    plan.state = PlanState.CHANGED if old is PlanState.CONFIRMED else old
    plan.rev, plan.reseated_at = plan.rev + 1, at
    plan.save(update_fields=["state", "rev", "reseated_at"])
    note(
        plan, "plan.reseat", actor, at, changes={"moved": len(moves)}, reason=reason,
        old=old if old != plan.state else "", to=plan.state if old != plan.state else "",
        event=Reseated(plan.pk, made.pk, len(moves)),
    )  # fmt: skip
    return made


def _moved(plan: SeatPlan) -> tuple[list[list[Any]], list[str]]:
    """The least moves, written: [who, from, to], and the chairs that go. Raises SeatingRefused."""
    change = foresee(plan, members_of(plan, brief=True))
    moves = [[move.who, move.origin, move.to] for move in change.moves.moves]
    if moves:
        write_seats(plan, change.seating)
    return moves, list(change.moves.away)


def _emptied(plan: SeatPlan) -> tuple[list[list[Any]], list[str]]:
    """Of a hall only the seats of those who do not come are emptied: nobody else of the thousands is looked at."""
    rows = Seated.objects.filter(plan=plan, key__gt="").exclude(guest__state__in=COMES)
    moves = [[who, key, ""] for who, key in rows.order_by("guest").values_list("guest", "key")]
    Seated.objects.filter(plan=plan, guest__in=[who for who, *_rest in moves]).update(key="")
    return moves, []


def _substitutes(plan: SeatPlan) -> list[tuple[int, int, str]]:
    """Whoever stands in for a member takes the very seat (替会); (who went, who came, key) of each. The member stays on the plan
    without a seat, for the case that they come after all."""
    fresh = []
    for row in Seated.objects.filter(plan=plan, guest__state=GuestState.REPLACED).select_related("guest"):
        instead = Guest.objects.filter(stands_in_for=row.guest_id).first()
        if instead is not None and not plan.seated.filter(guest=instead).exists():
            key, fixed = row.key, row.fixed
            Seated.objects.filter(pk=row.pk).update(key="", fixed=False)
            Seated.objects.create(plan=plan, guest=instead, side=row.side, duty=row.duty, key=key, fixed=fixed)
            fresh.append((row.guest_id, instead.pk, key))
    return fresh


def follow_guest(*, guest: Guest, reason: str, actor: Any, at: datetime) -> list[Reseating]:
    """Every plan where this guest's place does not suit the answer any more; a second call finds none. A plan that no chart
    holds any more (a side has nobody left) stays as it is; its page says so."""
    made = []
    for plan in out_of_step(guest):
        try:
            made.append(follow(plan=plan, reason=reason, actor=actor, at=at))
        except SeatingRefused:
            continue
    return [each for each in made if each is not None]


@transaction.atomic
def drop_out(*, event: Event, guest: Guest, reason: str, actor: Any, at: datetime) -> list[Reseating]:
    """A leader does not come: excused on the guest list, and every plan follows at once. Raises SeatingRefused."""
    try:
        move_guest(guest=guest, to=GuestState.EXCUSED, reason=reason, actor=actor, at=at)
    except MoveRefused:
        raise SeatingRefused("guest", _("%(name)s is not expected any more.") % {"name": guest.name}) from None
    told = _("%(name)s does not come") % {"name": guest.name}
    return follow_guest(guest=guest, reason=told, actor=actor, at=at)


@transaction.atomic
def cards_moved(*, reseating: Reseating, actor: Any, at: datetime) -> Reseating:
    """The crew has moved the cards of this list and of every earlier one of the plan; a second call changes nothing."""
    plan = lock(reseating.plan)
    open_ = Reseating.objects.filter(plan=plan, at__lte=reseating.at, done_at=None)
    if open_.update(done_at=at, done_by=actor):
        note(plan, "plan.cards_moved", actor, at, changes={"reseating": reseating.pk})
    return reseating
