"""The people of a plan as the rules need them."""

from dataclasses import dataclass

from django.db.models import F

from guanjia.conference.public import Event, Guest, GuestState
from guanjia.seating.models import OrderLine, Seated, SeatPlan, SignedOrder
from guanjia.seating.rules.placing import Duty, Sitter
from guanjia.seating.rules.states import PlanState, Scene

COMES = frozenset({GuestState.INVITED, GuestState.CONFIRMED})
LAST = 1_000_000


@dataclass(frozen=True)
class Member:
    """A row of a plan with its guest and the sitter that the rules see."""

    row: Seated
    guest: Guest
    sitter: Sitter
    comes: bool


def members_of(plan: SeatPlan, *, brief: bool = False) -> list[Member]:
    """Everybody of the plan in the signed order; one query. Who has no number comes last, in the order of the list.

    `brief`: of a guest only what places them, for halls of thousands; names cost a query each then.
    """
    rows = plan.seated.order_by(F("guest__rank_no").asc(nulls_last=True), "guest__pk")
    if brief:
        rows = rows.select_related("guest").only(
            "plan", "key", "side", "duty", "fixed", "guest__state", "guest__rank_no"
        )
    else:
        rows = rows.select_related("guest__delegation", "guest__event")
    return [
        Member(
            row,
            row.guest,
            Sitter(row.guest_id, row.guest.rank_no or LAST + place, row.side, Duty(row.duty)),
            row.guest.answer in COMES,
        )
        for place, row in enumerate(rows)
    ]


def out_of_step(guest: Guest) -> list[SeatPlan]:
    """The plans where this guest's place does not suit the answer: a seat for somebody who does not come, none for somebody
    who does, or none yet for whoever stands in. Two queries at most.

    In a hall nobody who comes back is given a seat: that is computed.
    """
    rows = Seated.objects.filter(guest=guest).exclude(plan__state=PlanState.DROPPED)
    if guest.answer in COMES:
        rows = rows.filter(key="").exclude(plan__scene=Scene.FLOOR)
    elif instead := Guest.objects.filter(stands_in_for=guest).first():
        rows = rows.exclude(plan__in=Seated.objects.filter(guest=instead).values("plan"))
    else:
        rows = rows.exclude(key="")
    return [row.plan for row in rows.select_related("plan__site", "plan__event").order_by("plan")]


def latest_order(event: Event) -> SignedOrder | None:
    """The signed order that holds for the event; None when the organiser gave none."""
    return SignedOrder.objects.filter(event=event).select_related("taken_by").order_by("-number").first()


def order_lines(order: SignedOrder) -> list[OrderLine]:
    """Its lines with their guests, in order."""
    return list(order.lines.select_related("guest__delegation").order_by("place"))


def choosable(event: Event, most: int = 200) -> list[Guest]:
    """Guests who may be seated: those who come, in the signed order, at most `most`."""
    rows = Guest.objects.filter(event=event, state__in=COMES).select_related("delegation")
    return list(rows.order_by(F("rank_no").asc(nulls_last=True), "pk")[:most])
