"""Periods with rooms and requests."""

from datetime import date, time, timedelta
from typing import Any

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.places.public import Room
from guanjia.scheduling.actions.periods import make_period
from guanjia.scheduling.actions.requests import add_requests
from guanjia.scheduling.actions.searching import ask_for_places, search
from guanjia.scheduling.models import Period, PeriodRun, Request
from guanjia.scheduling.rules.search import Effort
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting

AT = NINE - timedelta(days=3)
THURSDAY = date(2026, 3, 5)
FEW = Effort(seconds=600, workers=1, sweeps=25, parts=2)


def period_of(cast: Cast, **fields: Any) -> Period:
    """Thursday and Friday, eight to six, half an hour a grain."""
    defaults: dict[str, Any] = {
        "site": cast.site, "name": "两会", "first_day": THURSDAY, "last_day": THURSDAY + timedelta(days=1), "opens": time(8),
        "closes": time(18), "grain_minutes": 30, "weekends": False, "rooms": (),
    }  # fmt: skip
    cast.site.held_at = AT
    cast.site.save()
    return make_period(**(defaults | fields), actor=cast.alice, at=AT)


def asked(cast: Cast, period: Period, title: str, **fields: Any) -> Request:
    """A line of the plan."""
    line = {"key": title, "title": title, "minutes": 120, "heads": 10} | fields
    add_requests(period=period, lines=[line], actor=cast.alice, at=AT)
    return Request.objects.get(period=period, key=title)


def searched(cast: Cast, period: Period) -> PeriodRun:
    """A finished search."""
    run = ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)
    assert search(run.pk, effort=FEW)
    run.refresh_from_db()
    return run


def meeting_in(cast: Cast, room: Room, start: float = 0, length: float = 120, **fields: Any) -> Block:
    """A meeting of the house in a room, so many minutes after nine on Thursday."""
    event = make_event(cast.site, **fields)
    make_sitting(event, room, start, length)
    arrange_blocks(event=event, actor=cast.alice, at=AT, strict=False)
    return Block.objects.get(event=event)
