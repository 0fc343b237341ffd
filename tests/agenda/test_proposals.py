"""Laws of proposals: fixed times kept, floors kept, no overlaps, order kept, nothing after the hard end, again changes nothing."""

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.agenda.rules.line import Line, pushed
from guanjia.agenda.rules.prices import FAIR, Frame, Placed, price_of
from guanjia.agenda.rules.proposals import Proposal, Way, propose
from guanjia.agenda.rules.search import cheapest
from guanjia.agenda.rules.states import Kind

K = Kind


def line(n: int, begins: int, minutes: int, shortest: int = 0, kind: Kind = K.TALK, **more: bool) -> Line:
    return Line(n, kind, begins, minutes, shortest or minutes, **more)


def afternoon() -> list[Line]:
    """Two talks, tea, a guest at 70, an exchange that may be left out, the closing."""
    return [
        line(1, 0, 20, 14, movable=True),
        line(2, 20, 30, 20, movable=True),
        line(3, 50, 20, 15, K.BREAK),
        line(4, 70, 20, 15, fixed=True),
        line(5, 90, 15, 5, K.FREE, optional=True, movable=True),
        line(6, 105, 10, 10, K.CLOSING),
    ]


def begins_of(proposal: Proposal) -> dict[int, int]:
    return {each.id: each.begins for each in proposal.outcome.placed}


def test_nothing_is_proposed_when_the_next_item_is_on_time() -> None:
    assert propose(afternoon(), Frame(0, 115)) == []
    assert propose([], Frame(40, 30)) == []
    assert len(propose(afternoon(), Frame(1, 115))) >= 2


def test_twelve_minutes_over_become_different_ways_that_keep_the_guest() -> None:
    found = propose(afternoon(), Frame(12, 115, 200))
    assert {each.way for each in found} >= {Way.SHORTEN} and 2 <= len(found) <= 3
    assert len({(each.outcome.placed, each.outcome.dropped) for each in found}) == len(found)
    for each in found:
        assert begins_of(each)[4] == 70 and not each.misses
    assert [each.price for each in found] == sorted(each.price for each in found)


@pytest.mark.parametrize(("late", "kept"), [(21, True), (22, False)])
def test_a_guest_is_kept_to_the_last_minute_that_can_be_won(late: int, kept: bool) -> None:
    """6 + 10 + 5 minutes can be cut before the guest; one more and nothing but changing places helps."""
    fast = [each for each in afternoon() if each.id <= 4]
    lines = [Line(**{**vars(each), "movable": False}) for each in fast]
    found = propose(lines, Frame(late, 90, 200))
    assert found and all(each.misses is not kept for each in found)


def test_changing_places_saves_a_guest_whom_no_cut_saves() -> None:
    found = propose(afternoon(), Frame(35, 115, 200))
    assert [each.way for each in found] == [Way.SWAP] or all(each.outcome.moved for each in found)
    best = begins_of(found[0])
    assert (best[4] == 70 and not found[0].misses and best[2] > 70) or best[1] > 70


def test_nobody_moves_across_a_vote() -> None:
    lines = [
        line(1, 0, 30, movable=True),
        line(2, 30, 10, kind=K.VOTE),
        line(3, 40, 20, fixed=True),
        line(4, 60, 10, movable=True),
    ]
    for each in propose(lines, Frame(20, 70, 300)):
        assert [p.id for p in each.outcome.placed] == [1, 2, 3, 4] and each.misses


def test_a_break_is_cut_to_its_floor_and_not_below() -> None:
    lines = [line(1, 0, 20, 15, K.BREAK), line(2, 20, 30)]
    ways = propose(lines, Frame(12, 50, 100))
    assert {each.outcome.placed[0].minutes for each in ways} <= {15, 20}
    assert any(each.outcome.placed[0].minutes == 15 for each in ways)


def test_only_the_optional_is_left_out() -> None:
    left = {each for way in propose(afternoon(), Frame(30, 115, 140)) for each in way.outcome.dropped}
    assert left <= {5}


@pytest.mark.parametrize(("limit", "some"), [(60, True), (59, False)])
def test_nothing_ends_after_the_hard_end(limit: int, some: bool) -> None:
    lines = [line(1, 0, 30, 20), line(2, 30, 20, 20)]
    found = propose(lines, Frame(20, 50, limit))
    assert bool(found) is some and all(each.ends <= limit for each in found)


def every(order: list[Line], frame: Frame) -> Iterator[int]:
    """The price of every possibility of cutting and leaving out, item by item."""
    for given_ in product(
        *[[*range(each.shortest, each.minutes + 1), *([0] if each.optional else [])] for each in order]
    ):
        cursor, placed, dropped = frame.free_at, [], []
        for each, minutes in zip(order, given_, strict=True):
            if minutes == 0:
                dropped.append(each.id)
                continue
            begins = max(cursor, each.begins)
            placed.append(Placed(each.id, begins, minutes))
            cursor = begins + minutes
        if frame.limit is None or cursor <= frame.limit:
            yield price_of(order, placed, frame, dropped)


@st.composite
def agendas(draw: st.DrawFn, most: int = 12) -> tuple[list[Line], Frame]:
    cursor, lines = 0, []
    for n in range(1, draw(st.integers(1, most)) + 1):
        minutes = draw(st.integers(1, 12))
        kind = draw(st.sampled_from([K.TALK, K.DISCUSSION, K.BREAK, K.SPEECH, K.VOTE, K.FREE]))
        fixed = draw(st.booleans()) and draw(st.booleans())
        cursor += draw(st.sampled_from([0, 0, 0, 3]))
        lines.append(
            Line(
                n, kind, cursor, minutes, draw(st.integers(1, minutes)), fixed=fixed,
                optional=not fixed and draw(st.booleans()), movable=not fixed and kind in {K.TALK, K.DISCUSSION, K.FREE},
            )
        )  # fmt: skip
        cursor += minutes
    limit = draw(st.one_of(st.none(), st.integers(cursor, cursor + 20)))
    return lines, Frame(draw(st.integers(0, 25)), cursor, limit)


@settings(max_examples=60, deadline=None)
@given(agendas(most=3))
def test_the_search_is_as_cheap_as_every_possibility(case: tuple[list[Line], Frame]) -> None:
    lines, frame = case
    prices = list(every(lines, frame))
    found = cheapest(lines, frame, FAIR)
    assert (found is None) == (not prices)
    if found is not None:
        assert found.price == min(prices) == price_of(lines, found.placed, frame, found.dropped)


@settings(max_examples=120, deadline=None)
@given(agendas())
def test_the_laws_hold_for_every_proposal(case: tuple[list[Line], Frame]) -> None:
    lines, frame = case
    by_id = {each.id: each for each in lines}
    for each in propose(lines, frame):
        placed = each.outcome.placed
        assert {p.id for p in placed} | set(each.outcome.dropped) == set(by_id)
        assert all(by_id[gone].optional for gone in each.outcome.dropped)
        assert all(a.begins + a.minutes <= b.begins for a, b in pairwise(placed))
        assert placed == () or placed[0].begins >= frame.free_at
        assert all(by_id[p.id].shortest <= p.minutes <= by_id[p.id].minutes for p in placed)
        assert frame.limit is None or each.ends <= frame.limit
        stayed = [p.id for p in placed if p.id not in each.outcome.moved]
        assert stayed == sorted(stayed) and all(by_id[m].movable for m in each.outcome.moved)
        assert all(p.begins >= by_id[p.id].begins for p in placed if p.id not in each.outcome.moved)
        assert each.misses or all(p.begins == by_id[p.id].begins for p in placed if by_id[p.id].fixed)


@settings(max_examples=120, deadline=None)
@given(agendas())
def test_planning_the_result_again_changes_nothing(case: tuple[list[Line], Frame]) -> None:
    lines, frame = case
    by_id = {each.id: each for each in lines}
    for each in propose(lines, frame):
        after = [Line(**{**vars(by_id[p.id]), "begins": p.begins, "minutes": p.minutes,
                         "fixed": by_id[p.id].fixed}) for p in each.outcome.placed]  # fmt: skip
        assert propose(after, Frame(frame.free_at, each.ends, frame.limit)) == []


def test_what_is_late_pushes_what_follows_and_nothing_begins_early() -> None:
    assert pushed([line(1, 0, 10), line(2, 10, 10), line(3, 40, 10)], 12) == [(12, 22), (22, 32), (40, 50)]
    assert pushed([line(1, 5, 10)], 0) == [(5, 15)]
