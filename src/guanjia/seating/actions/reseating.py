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
from guanjia.seating.queries.people import members_of
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import PlanState


@transaction.atomic
def follow(*, plan: SeatPlan, reason: str, actor: Any, at: datetime) -> Reseating | None:
    """Bring a plan in line with who comes; None when nothing has to move. A second call changes nothing."""
    plan = lock(plan)
    if plan.stage is PlanState.DROPPED:
        return None
    fresh = _substitutes(plan)
    change = foresee(plan, members_of(plan, brief=True))
    moves: list[list[Any]] = [[move.who, move.origin, move.to] for move in change.moves.moves]
    if not moves and not fresh:
        return None
    moves += [[who, "", key] for who, key in fresh if who not in {move[0] for move in moves}]
    write_seats(plan, change.seating)
    cards = sorted({int(who) for who, origin, to in moves if to and not origin} | {who for who, _key in fresh})
    made = Reseating.objects.create(
        plan=plan, at=at, reason=reason[:200], moves=moves, cards=cards, away=list(change.moves.away)
    )
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


def _substitutes(plan: SeatPlan) -> list[tuple[int, str]]:
    """Whoever stands in for a member takes the very seat (替会); (guest, key) of each."""
    fresh = []
    rows = Seated.objects.filter(plan=plan, guest__state=GuestState.REPLACED).select_related("guest")
    for row in rows:
        instead = Guest.objects.filter(stands_in_for=row.guest_id).first()
        if instead is not None and not plan.seated.filter(guest=instead).exists():
            Seated.objects.filter(pk=row.pk).update(guest=instead)
            fresh.append((instead.pk, row.key))
    return fresh


def follow_event(*, event: Event, reason: str, actor: Any, at: datetime) -> list[Reseating]:
    """Every plan of the event that is not dropped. One that no chart holds any more (a side has nobody left) stays as it is;
    its page says so."""
    plans = SeatPlan.objects.filter(event=event).exclude(state=PlanState.DROPPED).select_related("site", "event")
    made = []
    for plan in plans.order_by("pk"):
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
    return follow_event(event=event, reason=told, actor=actor, at=at)


@transaction.atomic
def cards_moved(*, reseating: Reseating, actor: Any, at: datetime) -> Reseating:
    """The crew has moved the cards of this list and of every earlier one of the plan; a second call changes nothing."""
    plan = lock(reseating.plan)
    open_ = Reseating.objects.filter(plan=plan, at__lte=reseating.at, done_at=None)
    if open_.update(done_at=at, done_by=actor):
        note(plan, "plan.cards_moved", actor, at, changes={"reseating": reseating.pk})
    return reseating
