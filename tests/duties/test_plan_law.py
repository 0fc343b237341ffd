"""The planner's law, for every kind of WHEN: planning the result again is empty, whatever the subject does.

`House.plan` asserts it after each step, and that finished rows are untouched, nothing is owed twice or born late.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanjia.duties.rules.planned import Happened
from guanjia.duties.rules.states import DutyState
from guanjia.kernel.span import parse_span
from guanjia.kernel.walltime import to_utc
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.condition import Test
from guanjia.standards.rules.standard import Discharge, Standard, Window
from guanjia.standards.rules.when import (
    Calendar,
    Chain,
    Floating,
    Link,
    Quota,
    Relative,
    Season,
    Timer,
    Trigger,
    When,
)
from tests.duties.planning import BERLIN, ZONE, D, H, House, M, Thing, make_standard

MOVES = ("begin", "end", "pause", "resume", "cancel", "shake")
EVERY_MONTH = frozenset(range(1, 13))
ONE = Season(name="year", months=EVERY_MONTH, links=(Link(10 * M, 15 * M), Link(25 * M, 30 * M)))

KINDS: dict[str, list[When]] = {
    "relative": [
        Relative(moment=("real", "start"), offset=parse_span(text))
        for text in ("-2h", "0s", "1d", "-3wd", "90wm", "-1d2h")
    ],
    "chain": [Chain(start=("real", "start"), until=("end",), seasons=(ONE,))],
    "calendar": [
        Calendar(rrule="FREQ=DAILY;BYHOUR=2;BYMINUTE=30"),
        Calendar(rrule="FREQ=HOURLY;INTERVAL=6", start=("start",), until=("end",)),
        Calendar(rrule="FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=0", holiday="after"),
        Calendar(rrule="FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=0;BYMINUTE=0", holiday="before", until=("end",)),
        Calendar(rrule="FREQ=DAILY;INTERVAL=3", holiday="skip"),
    ],
    "floating": [
        Floating(start=("start",), every=parse_span("3d"), until=("end",)),
        Floating(start=("real", "start"), every=parse_span("5wd")),
    ],
    "quota": [
        Quota(count=2, period="day", spacing=2 * H, between=(time(8), time(20))),
        Quota(count=3, period="day", spacing=H, between=(time(22), time(6)), days="working"),
        Quota(count=2, period="week", spacing=D, start=("start",), until=("end",)),
    ],
    "timer": [
        Timer(
            name="response",
            target=parse_span(target),
            begin=frozenset({"begin"}),
            end=frozenset({"end"}),
            pause=frozenset({"pause"}),
            resume=frozenset({"resume"}),
            cancel=frozenset({"cancel"}),
        )
        for target in ("2h", "8wh", "2wd", "1d")
    ],
    "trigger": [
        Trigger(move="shake", within=parse_span("30m")),
        Trigger(event="told", within=parse_span("1wd")),
        Trigger(fact="hours", step=Decimal(100), within=parse_span("3d")),
    ],
}
BIRTHS = [
    datetime.fromisoformat(text)
    for text in ("2026-03-28T12:00", "2026-10-24T21:00", "2026-12-31T20:00", "2026-02-13T16:59", "2026-06-05T23:59")
]


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """What happens to the subject, the standard and the rows, and how much time passes in between."""
    minutes = st.integers(-3 * 24 * 60, 3 * 24 * 60)
    return draw(
        st.lists(
            st.one_of(
                st.tuples(st.sampled_from(["start", "end", "real"]), st.one_of(st.none(), minutes)),
                st.tuples(st.just("move"), st.sampled_from(MOVES)),
                st.tuples(st.just("hours"), st.integers(0, 700)),
                st.tuples(st.just("big"), st.booleans()),
                st.tuples(st.just("wait"), st.integers(1, 3 * 24 * 60)),
                st.tuples(st.just("outage"), st.integers(30, 45)),
                st.tuples(st.just("finish"), st.sampled_from([None, DutyState.MISSED])),
                st.tuples(st.just("told"), st.integers(1, 5)),
                st.tuples(st.just("version"), st.integers(0, 5)),
                st.tuples(st.just("off"), st.booleans()),
                st.tuples(st.just("gone"), st.just(None)),
            ),
            max_size=12,
        )
    )


@st.composite
def promises(draw: st.DrawFn, kind: str) -> Standard:
    when = draw(st.sampled_from(KINDS[kind]))
    by_move = Discharge(by="move", names=frozenset({"end"}))
    return make_standard(
        when,
        filter=Test("big", "is", True),
        window=Window(opens=draw(st.sampled_from([0 * M, H, D])), missed=draw(st.sampled_from([None, 0 * M, H]))),
        on_move=draw(st.sampled_from(["follow", "keep", "reopen"])),
        catch_up=draw(st.sampled_from(["each", "merge", "skip"])),
        short_notice=draw(st.sampled_from([0 * M, 15 * M, 3 * H])),
        not_after=draw(st.sampled_from([(), ("end",)])),
        discharged_by=by_move if kind == "timer" else draw(st.sampled_from([Discharge(), by_move])),
    )


class Story:
    """Plays steps on one house."""

    def __init__(self, house: House, at: datetime, others: list[When]) -> None:
        self.house, self.at, self.others = house, at, others
        self.stopped = at
        moments = {"start": at + 3 * H, "end": at + 2 * D, "real": None}
        self.thing: Thing | None = Thing(moments=moments, facts={"big": True, "hours": 0})
        self.happened: list[Happened] = []

    def play(self, step: str, value: Any) -> None:
        thing = self.thing or Thing()
        if step in ("start", "end", "real"):
            moment = None if value is None else self.at + value * M
            self.thing = replace(thing, moments={**thing.moments, step: moment})
        elif step == "move":
            self.thing = replace(thing, moves=[*thing.moves, (value, self.at)])
        elif step in ("hours", "big"):
            self.thing = replace(thing, facts={**thing.facts, step: value})
        elif step == "wait":
            self.at += timedelta(minutes=value)
        elif step == "outage":
            self.at += timedelta(days=value)
        elif step == "told":
            self.happened.append(Happened(f"e-{value}", "told", self.at))
        elif step == "finish":
            for occurrence in sorted(self.house.live())[:1]:
                ending = value if self.house.live()[occurrence].closes_at else None
                self.house.finish(occurrence, self.at, ending)
        elif step == "version":
            self.house.change(when=self.others[value % len(self.others)])
        elif step == "off":
            self.house.change(off="not here" if value else "")
        else:
            self.thing = None

    def plan(self) -> None:
        self.house.plan(self.thing, self.at, min(self.at, self.stopped), self.happened)
        self.stopped = self.at + 35 * D


@pytest.mark.parametrize("zone", [ZONE, BERLIN], ids=["Shanghai", "Berlin"])
@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_planning_the_result_again_is_empty(kind, zone, data):
    standard = data.draw(promises(kind))
    at = to_utc(zone, data.draw(st.sampled_from(BIRTHS)))
    story = Story(House(standard, calendar=WorkCalendar(zone)), at, KINDS[kind])
    story.plan()
    for step, value in data.draw(steps()):
        story.play(step, value)
        story.plan()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-40 * 60, 40 * 60), min_size=1, max_size=8), st.sampled_from(BIRTHS))
def test_moving_there_and_back_leaves_an_open_check_where_it_was(shifts, born):
    at = to_utc(ZONE, born)
    house = House(make_standard(KINDS["relative"][0], short_notice=0 * M))
    thing = Thing(moments={"start": at + 60 * H})
    house.plan(thing, at)
    before = house.rows
    for shift in shifts:
        house.plan(replace(thing, moments={"start": at + 60 * H + shift * M}), at)
    house.plan(thing, at)
    assert house.rows == before
