"""Forms, paper and the archive as data."""

from datetime import date, datetime, timedelta

import pytest

from guanjia.kernel.states import MoveRefused, check_move
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import lacking, lines_of
from guanjia.papers.rules.pack import is_due
from guanjia.papers.rules.paper import FORMATS, Paper, copy_mark, offset_is_sane
from guanjia.papers.rules.records import RecordClass, kept_until, may_destroy
from guanjia.papers.rules.sheets import SHEET_MOVES, SheetState, keep_until, may_alter, may_clear
from tests.factories.conference import NINE

D = timedelta(days=1)
TICK = timedelta(microseconds=1)

NAMED = {
    "TMPL-001": "name phone purpose host arrived left belongings",
    "TMPL-002": "name phone place item fault urgency appointment record done",
    "TMPL-003": "title on content contact",
    "TMPL-017": "matter process result comment",
    "TMPL-022": "lines",
    "TMPL-023": "thing stored due taken",
    "TMPL-024": "name phone content handling",
    "TMPL-025": "at place problem handling",
    "TMPL-033": "at place people content standard",
}
"""The fields that the sources name, by form."""


def test_every_form_of_the_catalogue_is_here() -> None:
    assert sorted(FORMS) == [f"TMPL-{number:03}" for number in range(1, 34) if number != 4]


@pytest.mark.parametrize("code", sorted(NAMED))
def test_a_form_has_the_fields_that_its_source_names(code: str) -> None:
    assert set(NAMED[code].split()) <= {each.code for each in FORMS[code].fields}


def test_field_codes_are_unique_and_choices_have_options() -> None:
    for form in FORMS.values():
        codes = [each.code for each in form.fields]
        assert len(set(codes)) == len(codes), form.code
        for each in form.fields:
            assert bool(each.options) == (each.kind == "choice") and bool(each.columns) == (each.kind == "lines")


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"name": "王敏", "purpose": "访友", "host": "李强", "arrived": "2026-03-05T09:00"}, []),
        ({"name": " ", "purpose": "访友", "host": "李强", "arrived": "2026-03-05T09:00"}, ["name"]),
        ({}, ["name", "purpose", "host", "arrived"]),
    ],
)
def test_what_is_required_must_be_there(values: dict[str, str], missing: list[str]) -> None:
    assert lacking(FORMS["TMPL-001"], values) == missing


def test_lines_become_rows_of_cells() -> None:
    columns = (("a", "甲"), ("b", "乙"))
    assert lines_of("灭火器|合格\n\n通道 | 堵塞|已清\n门", columns) == [
        ["灭火器", "合格"],
        ["通道", "堵塞|已清"],
        ["门", ""],
    ]


@pytest.mark.parametrize(("off", "sane"), [(0, True), (20, True), (20.1, False), (-20, True), (-20.1, False)])
def test_paper_is_shifted_by_two_centimetres_at_most(off: float, sane: bool) -> None:
    assert offset_is_sane(off) is sane


@pytest.mark.parametrize(("before", "mark"), [(0, 0), (1, 1), (7, 7)])
def test_the_second_print_is_the_first_reprint(before: int, mark: int) -> None:
    assert copy_mark(before) == mark


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper.TRIPLE, (241, 139.7, 3)),
        (Paper.TRIPLE_THIRD, (241, 93.1, 3)),
        (Paper.ROLL_58, (58, 0, 1)),
        (Paper.ROLL_80, (80, 0, 1)),
        (Paper.LABEL_SMALL, (40, 30, 1)),
        (Paper.LABEL_LARGE, (60, 40, 1)),
    ],
)
def test_the_papers_of_the_field(paper: Paper, size: tuple[float, float, int]) -> None:
    assert (FORMATS[paper].wide, FORMATS[paper].high, FORMATS[paper].plies) == size


@pytest.mark.parametrize(
    ("state", "may"),
    [(SheetState.RESERVED, True), (SheetState.FILLED, True), (SheetState.SIGNED, False), (SheetState.VOID, False)],
)
def test_nothing_is_altered_once_signed(state: SheetState, may: bool) -> None:
    assert may_alter(state) is may


def test_a_signed_form_has_no_further_move() -> None:
    for to in SheetState:
        with pytest.raises(MoveRefused):
            check_move(SHEET_MOVES, SheetState.SIGNED, to)


@pytest.mark.parametrize(
    ("after", "held", "may"), [(90 * D - TICK, False, False), (90 * D, False, True), (90 * D, True, False)]
)
def test_a_visitor_form_is_cleared_after_ninety_days(after: timedelta, held: bool, may: bool) -> None:
    until = keep_until(NINE, FORMS["TMPL-001"].keep_days)
    assert may_clear(until, held, NINE + after) is may


def test_what_is_kept_for_good_is_never_cleared() -> None:
    assert not may_clear(keep_until(NINE, None), False, NINE + 36500 * D)


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (RecordClass.OWNER, None),
        (RecordClass.NOTICE, date(2029, 3, 5)),
        (RecordClass.MINUTES, date(2036, 3, 5)),
        (RecordClass.REPAIR, date(2031, 3, 5)),
    ],
)
def test_each_class_is_kept_its_years(kind: RecordClass, until: date | None) -> None:
    assert kept_until(date(2026, 3, 5), kind.years) == until


def test_a_leap_day_ends_on_the_28th() -> None:
    assert kept_until(date(2028, 2, 29), 3) == date(2031, 2, 28)


@pytest.mark.parametrize(
    ("on", "held", "may"),
    [(date(2029, 3, 4), False, False), (date(2029, 3, 5), False, True), (date(2029, 3, 5), True, False)],
)
def test_nothing_is_destroyed_early_or_while_it_is_held(on: date, held: bool, may: bool) -> None:
    assert may_destroy(date(2029, 3, 5), held, on) is may
    assert not may_destroy(None, held, on)


def _at(hour: int, minute: int) -> datetime:
    return NINE.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, _at(9, 0), True),
        (_at(9, 0), _at(9, 59), False),
        (_at(9, 0), _at(10, 0), True),
        (_at(21, 30), _at(21, 59), False),
        (_at(21, 30), _at(22, 0), True),
        (_at(22, 0), _at(22, 30), False),
    ],
)
def test_a_pack_is_made_each_hour_and_at_ten_at_night(last: datetime | None, now: datetime, due: bool) -> None:
    assert is_due(last, now, now.hour, last.hour if last else None) is due
