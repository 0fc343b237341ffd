"""The scorer that judges the search, by cases computed by hand; and the product's own account against it."""

from typing import Any

import pytest
from benchmarks.meeting_scorer import score

from guanjia.scheduling.rules.meeting_set import NoMeetingSet, read_meeting_set, written
from guanjia.scheduling.rules.period import Place, Places
from guanjia.scheduling.rules.price import clashes, cost_of

GRAINS_A_DAY = 8


def meeting_set(*meetings: tuple[int, str, str], rooms: tuple[int, ...] = (30, 20), grains: int = 16) -> dict[str, Any]:
    """Meetings as (length, required, preferred) with one letter a person, days of eight grains."""
    rows, assignments = [], []
    for number, (length, required, preferred) in enumerate(meetings):
        rows.append({
            "@id": f"M{number}", "id": number, "topic": f"T{number}", "durationInGrains": length,
            "requiredAttendanceList": [{"person": {"@id": who}} for who in required],
            "preferredAttendanceList": [{"person": who} for who in preferred],
        })  # fmt: skip
        assignments.append({"@id": f"A{number}", "meeting": f"M{number}", "startingTimeGrain": None, "room": None})
    return {
        "meetingList": rows,
        "timeGrainList": [
            {"@id": f"G{n}", "grainIndex": n, "day": {"@id": f"D{n // GRAINS_A_DAY}"}} for n in range(grains)
        ],
        "roomList": [{"@id": f"R{n}", "capacity": size} for n, size in enumerate(rooms)],
        "meetingAssignmentList": assignments,
    }


def placed(data: dict[str, Any], *places: tuple[int, int]) -> dict[str, Any]:
    return written(data, {number: Place(*place) for number, place in enumerate(places)})


ALONE = (4, "ab", "c")

CASES = [
    # (meetings, places, rule, points)
    ([ALONE, ALONE], [(0, 0), (0, 1)], "room", 3),
    ([ALONE], [(0, 14)], "overtime", 17),
    ([ALONE], [(0, 5)], "day", 1),
    ([ALONE, (4, "ab", "d")], [(0, 0), (1, 2)], "required", 2 * 2),
    ([(1, "abcdefghijklmnopqrstu", "v")], [(1, 0)], "capacity", 2),
    ([(4, "a", "b"), (3, "b", "a")], [(0, 0), (1, 2)], "required+preferred", 2 * 2),
    ([(4, "a", "bc"), (4, "d", "bc")], [(0, 0), (1, 3)], "preferred", 1 * 2),
    ([ALONE, (2, "x", "")], [(0, 0), (1, 6)], "early", 3 + 7),
    ([(2, "a", ""), (2, "b", ""), (2, "c", "")], [(0, 0), (1, 2), (0, 4)], "pause", 200),
    ([(2, "a", ""), (2, "b", "")], [(0, 0), (1, 3)], "pause", 0),
    ([(4, "a", ""), (4, "b", "")], [(0, 0), (1, 1)], "overlap", 30),
    ([(4, "a", ""), (4, "b", "")], [(0, 0), (1, 1)], "larger", 10),
    ([(2, "ab", ""), (2, "a", "b")], [(0, 0), (1, 4)], "stability", 2),
    ([(2, "ab", ""), (2, "a", "b")], [(0, 0), (1, 5)], "stability", 0),
    ([(2, "ab", ""), (2, "a", "b")], [(0, 0), (0, 4)], "stability", 0),
    ([(4, "", "a"), (2, "b", "a")], [(0, 0), (1, 1)], "stability", 1),
    ([(2, "", "a"), (2, "b", "a")], [(0, 0), (1, 0)], "stability", 0),
]


@pytest.mark.parametrize(("meetings", "places", "rule", "points"), CASES)
def test_each_rule_counts_what_the_example_counts(meetings: list, places: list, rule: str, points: int) -> None:
    assert score(placed(meeting_set(*meetings), *places)).rules[rule] == points


def test_a_meeting_without_a_room_misses_all_its_seats() -> None:
    assert score(meeting_set((4, "ab", "c"))).hard == 3


@pytest.mark.parametrize(("meetings", "places", "rule", "points"), CASES)
def test_the_products_own_account_agrees(meetings: list, places: list, rule: str, points: int) -> None:
    data = meeting_set(*meetings)
    period = read_meeting_set(data)
    where: Places = {number: Place(*place) for number, place in enumerate(places)}
    judged, own = score(written(data, where)), cost_of(period, where)
    assert (judged.medium, judged.soft) == (own.medium, own.soft)
    assert bool(judged.hard) == bool(clashes(period, where))


def test_a_file_that_is_no_meeting_set_is_refused_by_its_part() -> None:
    with pytest.raises(NoMeetingSet, match="roomList"):
        read_meeting_set({"timeGrainList": [], "meetingList": []})
    with pytest.raises(NoMeetingSet, match="durationInGrains"):
        read_meeting_set(meeting_set((0, "a", "")))
    with pytest.raises(NoMeetingSet, match="needs meetings"):
        read_meeting_set(meeting_set())


def test_a_pinned_assignment_is_a_fixed_choice() -> None:
    data = meeting_set((4, "ab", ""), (2, "c", ""))
    data["meetingAssignmentList"][1] |= {"pinned": True, "startingTimeGrain": "G9", "room": "R1"}
    fixed = [meeting.fixed for meeting in read_meeting_set(data).meetings]
    assert fixed == [None, Place(1, 9)]
