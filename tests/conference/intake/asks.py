"""What clients and government bodies ask for in these tests."""

from datetime import timedelta
from typing import Any

from guanjia.conference.actions.approval import accept_scheme
from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.actions.intake_links import confirm_needs
from guanjia.conference.actions.scheme import Line, Plan, draw_scheme, offer_scheme, write_budget
from guanjia.conference.models import Event, Scheme
from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.needs import Channel, Segment
from guanjia.places.public import Room
from tests.cast import Cast
from tests.factories.conference import NINE

BEFORE = NINE - timedelta(days=10)
LINES = (
    Line(cost_class=CostClass.VENUE, name="Room", unit_fen=350_000),
    Line(cost_class=CostClass.EQUIPMENT, name="Screen", unit_fen=200_000),
    Line(cost_class=CostClass.PEOPLE, name="Ushers", quantity=5, unit_fen=50_000),
    Line(cost_class=CostClass.CATERING, name="Tea break", quantity=40, unit_fen=5_000),
)


def wish(**fields: Any) -> Wish:
    """A company asks for a morning with 20 people; `fields` change it."""
    usual: dict[str, Any] = {
        "segment": Segment.ENTERPRISE,
        "channel": Channel.TELEPHONE,
        "title": "Spring review",
        "applicant": "Lotus Ltd",
        "contact_name": "Wang Fang",
        "contact_phone": "13900001111",
        "headcount": 20,
        "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=3),
        "services": ("tea", "projector"),
    }
    return Wish(**(usual | fields))


def plan(room: Room, **fields: Any) -> Plan:
    usual = {"style": "theatre", "starts_at": NINE, "ends_at": NINE + timedelta(hours=3), "headcount": 20}
    return Plan(room=room, **(usual | fields))


def enquiry(cast: Cast, **fields: Any) -> Event:
    return receive_wish(site=cast.site, wish=wish(**fields), actor=cast.alice, at=BEFORE)


def drawn(cast: Cast, room: Room, **fields: Any) -> Scheme:
    """A scheme with its budget, not offered yet."""
    event = enquiry(cast, **fields)
    confirm_needs(event=event, name="Wang Fang", actor=cast.alice, at=BEFORE)
    scheme = draw_scheme(event=event, plan=plan(room), actor=cast.alice, at=BEFORE)
    return write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=LINES, actor=cast.alice, at=BEFORE)


def prepared(cast: Cast, room: Room, **fields: Any) -> Event:
    """A client's meeting in preparation, its sheet issued."""
    scheme = drawn(cast, room, **fields)
    offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=BEFORE)
    scheme.refresh_from_db()
    event = accept_scheme(scheme=scheme, actor=cast.alice, at=BEFORE, reason="signed paper")
    event.refresh_from_db()
    return event
