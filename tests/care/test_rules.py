"""The rules of care, on both sides of each boundary."""

from datetime import date

import pytest

from guanjia.care.rules.calls import may_give_up, needs_task
from guanjia.care.rules.dates import (
    MID_AUTUMN,
    SPRING_FESTIVAL,
    BadDay,
    CalendarKind,
    YearDay,
    check_day,
    falls_on,
    list_is_due,
    next_on,
)
from guanjia.care.rules.evaluation import pooled, reaches
from guanjia.care.rules.greetings import Occasion, goes_by_message, is_on_list
from guanjia.care.rules.personal import PRINCIPLES, Chance, MarkKind, NoteKind, against_principle, may_allow, needless
from guanjia.care.rules.sample import Entry, draw, frame_hash, is_new_owner, rank, seed_of, size_of, was_sampled_lately

MOON, SUN = CalendarKind.LUNAR, CalendarKind.SOLAR


def a_frame(count: int = 100) -> list[Entry]:
    return [Entry(n, f"3-1-{n:04}", 1000 + n) for n in range(count)]


@pytest.mark.parametrize(("units", "size"), [(0, 0), (1, 1), (10, 1), (11, 2), (3000, 300)])
def test_ten_per_cent_rounded_up(units: int, size: int) -> None:
    assert size_of(units) == size


def test_the_draw_can_be_repeated_in_any_order() -> None:
    frame, seed = a_frame(), seed_of("yard", "2026-03")
    first = draw(frame, seed)
    assert draw(list(reversed(frame)), seed) == first and len(first) == 10
    assert frame_hash(list(reversed(frame))) == frame_hash(frame)
    assert draw(frame, seed_of("yard", "2026-04")) != first
    assert [each.code for each in first] == sorted((e.code for e in first), key=lambda code: rank(seed, code))


def test_new_owners_and_former_complainants_come_first_and_excluded_never() -> None:
    frame = a_frame()
    frame[3] = Entry(3, frame[3].code, 1, first="new_owner")
    frame[4] = Entry(4, frame[4].code, 1, first="former_complainant")
    frame[5] = Entry(5, frame[5].code, 1, first="new_owner", excluded="opted_out")
    drawn = draw(frame, seed_of("yard", "2026-03"))
    assert {each.unit_id for each in drawn[:2]} == {3, 4} and 5 not in {each.unit_id for each in drawn}
    assert len(drawn) == 10


def test_an_altered_frame_has_another_hash() -> None:
    frame = a_frame()
    assert frame_hash(frame) != frame_hash([*frame[:-1], Entry(99, frame[-1].code, 7)])


@pytest.mark.parametrize(("since", "yes"), [
    (date(2026, 3, 5), True), (date(2025, 12, 5), True), (date(2025, 12, 4), False), (date(2026, 3, 6), False), (None, False),
])  # fmt: skip
def test_new_owners_are_new_for_ninety_days(since: date | None, yes: bool) -> None:
    assert is_new_owner(since, date(2026, 3, 5)) is yes


@pytest.mark.parametrize(
    ("earlier", "yes"), [("2026-02", True), ("2025-10", True), ("2025-09", False), ("2026-03", False)]
)
def test_the_same_household_is_left_alone_for_six_months(earlier: str, yes: bool) -> None:
    assert was_sampled_lately("2026-03", earlier) is yes


@pytest.mark.parametrize(("tries", "yes"), [(2, False), (3, True)])
def test_three_tries(tries: int, yes: bool) -> None:
    assert may_give_up(tries) is yes


@pytest.mark.parametrize(("score", "yes"), [(3, True), (4, False)])
def test_a_low_score_makes_a_task(score: int, yes: bool) -> None:
    assert needs_task(score) is yes


@pytest.mark.parametrize(
    ("day", "year", "on"),
    [
        (YearDay(SUN, 3, 5), 2026, date(2026, 3, 5)),
        (YearDay(SUN, 2, 29), 2026, date(2026, 2, 28)),
        (YearDay(SUN, 2, 29), 2028, date(2028, 2, 29)),
        (SPRING_FESTIVAL, 2026, date(2026, 2, 17)),
        (MID_AUTUMN, 2026, date(2026, 9, 25)),
        (YearDay(MOON, 6, 10), 2025, date(2025, 7, 4)),
        (YearDay(MOON, 6, 10, leap=True), 2025, date(2025, 8, 3)),  # 2025 has a leap sixth month
        (YearDay(MOON, 6, 10, leap=True), 2026, date(2026, 7, 23)),  # 2026 has none
        (YearDay(MOON, 12, 30), 2025, date(2026, 2, 16)),  # that month has 29 days
        (YearDay(MOON, 12, 8), 2025, date(2026, 1, 26)),
    ],
)
def test_days_of_sun_and_moon(day: YearDay, year: int, on: date) -> None:
    assert falls_on(day, year) == on


def test_the_next_one_may_belong_to_the_moons_last_year() -> None:
    assert next_on(YearDay(MOON, 12, 8), date(2026, 1, 1)) == date(2026, 1, 26)
    assert next_on(YearDay(SUN, 3, 5), date(2026, 3, 5)) == date(2026, 3, 5)
    assert next_on(YearDay(SUN, 3, 5), date(2026, 3, 6)) == date(2027, 3, 5)


@pytest.mark.parametrize(
    "day", [YearDay(SUN, 2, 30), YearDay(MOON, 1, 31), YearDay(MOON, 13, 1), YearDay(SUN, 3, 1, leap=True)]
)
def test_days_that_no_year_has(day: YearDay) -> None:
    with pytest.raises(BadDay):
        check_day(day)


@pytest.mark.parametrize(("on", "due"), [
    (date(2026, 9, 18), date(2026, 9, 25)), (date(2026, 9, 25), date(2026, 9, 25)), (date(2026, 9, 17), None), (date(2026, 9, 26), None),
])  # fmt: skip
def test_a_festivals_list_is_made_a_week_ahead(on: date, due: date | None) -> None:
    assert list_is_due(MID_AUTUMN, on) == due


@pytest.mark.parametrize(
    ("marks", "agreed", "opted_out", "written"),
    [
        ([], True, False, True),
        ([MarkKind.VIP], True, False, True),
        ([], False, False, False),
        ([], True, True, False),
        ([MarkKind.ALONE], True, False, False),
        ([MarkKind.VIP, MarkKind.ELDER], True, False, False),
    ],
)
def test_who_is_greeted_by_a_message(marks: list[MarkKind], agreed: bool, opted_out: bool, written: bool) -> None:
    assert goes_by_message(marks, agreed=agreed, opted_out=opted_out) is written


def test_whom_a_festival_greets() -> None:
    assert is_on_list(Occasion.SPRING, [MarkKind.VIP], opted_out=False)
    assert not is_on_list(Occasion.SPRING, [MarkKind.VIP], opted_out=True)
    assert not is_on_list(Occasion.SPRING, [], opted_out=False)
    assert not is_on_list(Occasion.DOUBLE_NINTH, [MarkKind.VIP], opted_out=False)


@pytest.mark.parametrize(("text", "word"), [
    ("喜欢26度", ""), ("信仰某某", "信仰"), ("身份证放家里", "身份证"), ("330106196001011234", "330106196001011234"), ("13800138000", ""),
])  # fmt: skip
def test_what_a_service_does_not_need_is_not_kept(text: str, word: str) -> None:
    assert needless(text) == word


def test_three_chances_four_kinds_of_notes_and_the_conditions() -> None:
    assert [each.value for each in Chance] == ["request", "situation", "person"]
    assert {"temperature", "service"} <= {each.value for each in NoteKind}
    codes = [code for code, _label in PRINCIPLES]
    assert against_principle(codes) == [] and against_principle(codes[1:]) == [codes[0]]


@pytest.mark.parametrize(("yuan", "roles", "yes"), [
    (100, {"butler"}, True), (101, {"butler"}, False), (1000, {"duty_manager"}, True), (1001, {"duty_manager"}, False),
    (9999, {"head_office"}, True), (0, set(), False),
])  # fmt: skip
def test_empowered_on_the_spot(yuan: int, roles: set[str], yes: bool) -> None:
    assert may_allow(yuan, roles) is yes


def test_three_sources_are_weighed_by_answers() -> None:
    assert pooled([(90, 100), (50, 10)]) == (95, 110) and pooled([]) == (0, 0)


@pytest.mark.parametrize(("percent", "good"), [(90, True), (89.9, False), (None, None)])
def test_the_target(percent: float | None, good: bool | None) -> None:
    assert reaches(percent) is good
