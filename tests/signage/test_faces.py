"""What a screen shows of meetings, as a rule. No database."""

from datetime import timedelta

import pytest

from guanjia.signage.rules.faces import AHEAD, Line, Meeting, Shown, lines_of, next_change, paged
from guanjia.signage.rules.screens import Contact, contact_of
from guanjia.signage.rules.zones import BadZone, Where, Zone, covers, read_zone
from tests.factories.conference import NINE

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def meeting(
    key: int = 1, start: float = 0, length: float = 1, secrecy: str = "ordinary", running: bool = False, room: int = 1
) -> Meeting:
    starts = NINE + start * HOUR
    return Meeting(key, room, f"{room}厅", "1层", f"会议{key}", secrecy, starts, starts + length * HOUR, running)


@pytest.mark.parametrize(
    ("after", "shown"),
    [(-SECOND, Shown.NEXT), (0 * SECOND, Shown.NOW), (HOUR - SECOND, Shown.NOW), (HOUR, None)],
)
def test_an_ordinary_meeting_by_the_second(after: timedelta, shown: Shown | None) -> None:
    lines = lines_of([meeting()], NINE + after)
    assert [line.shown for line in lines] == ([shown] if shown else [])
    assert all(line.title == "会议1" for line in lines)


def test_one_that_runs_over_stays_until_it_ends() -> None:
    assert lines_of([meeting(running=True)], NINE + 3 * HOUR)[0].shown is Shown.NOW


@pytest.mark.parametrize(("secrecy", "shown"), [("internal", Shown.MEETING), ("controlled", Shown.CLOSED)])
@pytest.mark.parametrize(
    ("after", "there"), [(-AHEAD - SECOND, False), (-AHEAD, True), (HOUR - SECOND, True), (HOUR, False)]
)
def test_of_what_is_not_ordinary_nothing_but_the_room(
    secrecy: str, shown: Shown, after: timedelta, there: bool
) -> None:
    lines = lines_of([meeting(secrecy=secrecy)], NINE + after)
    assert lines == ([Line(shown, 1, "1厅", "1层")] if there else []), "no title, no time"


def test_two_quiet_meetings_of_a_room_are_one_line() -> None:
    both = [
        meeting(1, secrecy="internal"),
        meeting(2, start=1, secrecy="internal"),
        meeting(3, secrecy="internal", room=2),
    ]
    assert len(lines_of(both, NINE)) == 2


def test_what_runs_comes_first_then_by_the_hour() -> None:
    found = lines_of([meeting(1, 2), meeting(2, 1), meeting(3, -1, 3), meeting(4, -2, 1)], NINE)
    assert [line.title for line in found] == ["会议3", "会议2", "会议1"]


def test_the_next_look_is_at_the_next_moment_that_changes_it() -> None:
    assert next_change([meeting()], NINE - SECOND) == NINE and next_change([meeting()], NINE) == NINE + HOUR
    assert (
        next_change([meeting(secrecy="internal", start=2)], NINE) == NINE + HOUR
        and next_change([meeting()], NINE + HOUR) is None
    )


@pytest.mark.parametrize(
    ("count", "most", "pages"),
    [(0, 8, [0]), (1, 8, [1]), (8, 8, [8]), (9, 8, [5, 4]), (20, 8, [7, 7, 6]), (17, 8, [6, 6, 5])],
)
def test_pages_are_even_and_lose_nothing(count: int, most: int, pages: list[int]) -> None:
    lines = lines_of([meeting(n, n / 100) for n in range(count)], NINE - HOUR)
    found = paged(lines, most)
    assert [len(page) for page in found] == pages and [line for page in found for line in page] == lines


@pytest.mark.parametrize(
    ("seconds", "contact"), [(None, Contact.NEVER), (0, Contact.HEARD), (299, Contact.HEARD), (300, Contact.LATE)]
)
def test_a_screen_is_late_after_five_minutes(seconds: int | None, contact: Contact) -> None:
    assert contact_of(None if seconds is None else NINE, NINE + timedelta(seconds=seconds or 0)) is contact


@pytest.mark.parametrize(
    "text", ["", "room", "room:", "room:x", "house:1", "room:-1", "room:1:2", "room:99999999999999999999"]
)
def test_what_names_no_zone(text: str) -> None:
    with pytest.raises(BadZone):
        read_zone(text)


def test_a_zone_covers_what_lies_in_it() -> None:
    where = Where(frozenset({1}), frozenset({2}), frozenset({3}))
    assert [covers(Zone(*each), where) for each in (("site", 0), ("room", 1), ("floor", 2), ("building", 3))] == [
        True
    ] * 4
    assert not any(covers(Zone(kind, 9), where) for kind in ("room", "floor", "building"))
    assert str(read_zone("room:12")) == "room:12" and str(read_zone("site")) == "site"
