"""Blocks of sessions, their windows and who becomes which."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.conference.rules.blocks import Group, Sitting, group_sittings
from guanjia.conference.rules.matching import match_groups
from guanjia.conference.rules.windows import slot_windows

NINE = datetime(2026, 3, 5, 9, tzinfo=UTC)
HALF = timedelta(minutes=30)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("pause", "blocks"),
    [
        (timedelta(0), 1),
        (HALF - timedelta(seconds=1), 1),
        (HALF, 1),
        (HALF + timedelta(seconds=1), 2),
        (timedelta(hours=3), 2),
    ],
)
def test_a_pause_of_the_gap_joins_and_a_second_more_parts(pause: timedelta, blocks: int) -> None:
    first = Sitting(1, 7, at(0), at(60))
    second = Sitting(2, 7, at(60) + pause, at(120) + pause)
    assert len(group_sittings([second, first], HALF).groups) == blocks


@pytest.mark.parametrize(
    ("starts_at", "overlaps"),
    [(at(60), ()), (at(60) - timedelta(seconds=1), ((1, 2),)), (at(0), ((1, 2),))],
)
def test_touching_sittings_do_not_overlap(starts_at: datetime, overlaps: tuple[tuple[int, int], ...]) -> None:
    grouping = group_sittings([Sitting(1, 7, at(0), at(60)), Sitting(2, 7, starts_at, at(90))], HALF)
    assert grouping.overlaps == overlaps


def test_rooms_are_strangers_to_each_other() -> None:
    grouping = group_sittings([Sitting(1, 7, at(0), at(60)), Sitting(2, 8, at(0), at(60))], HALF)
    assert [group.room_id for group in grouping.groups] == [7, 8]
    assert grouping.overlaps == ()


@st.composite
def sittings(draw: st.DrawFn) -> list[Sitting]:
    rows = draw(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 600), st.integers(1, 120)), max_size=25))
    return [Sitting(key, room, at(start), at(start + length)) for key, (room, start, length) in enumerate(rows)]


@given(sittings(), st.randoms())
def test_grouping_loses_nobody_and_knows_no_order(rows: list[Sitting], random: object) -> None:
    grouping = group_sittings(rows, HALF)
    placed = [key for group in grouping.groups for key in group.keys]
    left_out = [loser for _kept, loser in grouping.overlaps]
    assert sorted(placed + left_out) == sorted(row.key for row in rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group_sittings(shuffled, HALF) == grouping
    for one, other in zip(grouping.groups, grouping.groups[1:], strict=False):
        if one.room_id == other.room_id:
            assert other.starts_at - one.ends_at > HALF


@pytest.mark.parametrize(
    ("gap", "clear_down", "set_up", "tight"),
    [(60, 30, 30, False), (59, 29, 30, True), (30, 0, 30, True), (29, 0, 29, True), (0, 0, 0, True)],
)
def test_set_up_of_the_later_is_served_first(gap: int, clear_down: int, set_up: int, tight: bool) -> None:
    first, second = slot_windows([(at(0), at(60)), (at(60 + gap), at(200))], HALF, HALF)
    assert (first.ends_at - at(60), at(60 + gap) - second.starts_at) == (
        timedelta(minutes=clear_down),
        timedelta(minutes=set_up),
    )
    assert first.tight == tight
    assert first.starts_at == at(-30)
    assert second.ends_at == at(230)


def group(*keys: int) -> Group:
    return Group(7, at(0), at(60), keys)


@pytest.mark.parametrize(
    ("groups", "block_of", "kept", "created", "withdrawn"),
    [
        ([group(1)], {1: 10}, {10: 0}, [], ()),
        ([group(1)], {}, {}, [0], (10,)),
        ([], {}, {}, [], (10,)),
        ([group(1), group(2, 3)], {1: 10, 2: 10, 3: 10}, {10: 1}, [0], ()),  # the larger share keeps the block
        ([group(1), group(2)], {1: 10, 2: 10}, {10: 0}, [1], ()),
    ],
)
def test_the_block_goes_to_the_group_with_most_of_its_sittings(
    groups: list[Group], block_of: dict[int, int], kept: dict[int, int], created: list[int], withdrawn: tuple[int, ...]
) -> None:
    match = match_groups(groups, block_of, [10])
    assert dict(match.kept) == {block: groups[index] for block, index in kept.items()}
    assert list(match.created) == [groups[index] for index in created]
    assert match.withdrawn == withdrawn
