"""Events with a signed order and a plan."""

from datetime import date, timedelta

from guanjia.conference.models import Event, Guest
from guanjia.seating.actions.ordering import take_order
from guanjia.seating.actions.planning import make_plan
from guanjia.seating.models import SeatPlan, SignedOrder
from guanjia.seating.rules.order import TieBy, pasted
from guanjia.seating.rules.states import Scene
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七")
AT = NINE - timedelta(days=1)


def ordered(cast: Cast, *names: str, event: Event | None = None, **fields: object) -> Event:
    """An event whose organiser signed these names in this order; `name客` and `name主` stand on a side."""
    event = event or make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2), **fields)
    sign(cast, event, *names)
    return event


def sign(cast: Cast, event: Event, *names: str) -> SignedOrder:
    """The next version of the order."""
    text = "\n".join(
        f"{n}、{name.rstrip('主客')}" + (f"，{name[-1]}" if name[-1] in "主客" else "")
        for n, name in enumerate(names, 1)
    )
    return take_order(
        event=event, lines=_per_side(text), tie_by=TieBy.STROKES, signed_by="周秘书长", signed_on=date(2026, 3, 3),
        actor=cast.alice, at=AT,
    )  # fmt: skip


def _per_side(text: str) -> list:
    return pasted(text)


def planned(cast: Cast, event: Event, scene: Scene = Scene.ROSTRUM, **options: object) -> SeatPlan:
    """A plan of everybody on the order."""
    sides = dict(SignedOrder.objects.filter(event=event).order_by("-number")[0].lines.values_list("guest_id", "side"))
    return make_plan(
        event=event, scene=scene, title="", options=options, actor=cast.alice, at=AT,
        parts={guest.pk: (sides.get(guest.pk, ""), "") for guest in Guest.objects.filter(event=event)},
    )  # fmt: skip


def row(plan: SeatPlan) -> list[str]:
    """Names from the drawing's left, of a plan with one row."""
    rows = sorted(plan.seated.exclude(key="").select_related("guest"), key=lambda each: int(each.key.split("-")[1]))
    return [each.guest.name for each in rows]
