"""Counts, packing, recall and states as tables."""

import pytest

from guanjia.kernel.states import MoveRefused, check_move
from guanjia.materials.rules.copies import Reader, beyond, copies_for, packed, sheets, wastes_paper
from guanjia.materials.rules.recall import gaps, may_approve, recall_of
from guanjia.materials.rules.states import (
    COPY_MOVES,
    GIVEN_OUT,
    PAPER_MOVES,
    CopyState,
    Form,
    Kind,
    Packing,
    PaperState,
)


@pytest.mark.parametrize(
    ("heads", "copies"), [(0, 0), (1, 2), (9, 10), (10, 11), (11, 13), (20, 22), (21, 24), (100, 110), (150, 165)]
)
def test_copies_are_heads_and_ten_percent_rounded_up(heads: int, copies: int) -> None:
    assert copies_for(heads) == copies
    assert beyond(copies, heads) == 0 and beyond(copies + 1, heads) == 1


@pytest.mark.parametrize(("spare", "copies"), [(0, 40), (5, 42), (10, 44), (50, 60)])
def test_a_site_sets_its_own_share(spare: int, copies: int) -> None:
    assert copies_for(40, spare) == copies


@pytest.mark.parametrize(
    ("copies", "pages", "double", "count"),
    [(38, 7, True, 152), (38, 7, False, 266), (38, 8, True, 152), (0, 8, True, 0)],
)
def test_sheets_of_paper(copies: int, pages: int, double: bool, count: int) -> None:
    assert sheets(copies, pages, double_sided=double) == count


@pytest.mark.parametrize("kind", ["agenda", "guide", "speaker", "background", "brochure"])
def test_the_five_kinds(kind: str) -> None:
    assert Kind(kind).label


def test_the_agenda_comes_in_both_forms() -> None:
    assert {Form.PRINTED, Form.ELECTRONIC, Form.BOTH} == set(Form)


READERS = [
    Reader(1, "zhao", "2排10号", 3), Reader(2, "qian", "2排9号", 1), Reader(3, "sun", "", 2), Reader(4, "li", "1排12号"),
]  # fmt: skip


def test_bags_by_seat_and_by_name() -> None:
    assert [each.guest_id for each in packed(READERS, Packing.BY_SEAT)] == [4, 2, 1, 3]
    assert [each.guest_id for each in packed(READERS, Packing.BY_NAME)] == [2, 3, 1, 4]


@pytest.mark.parametrize(
    ("form", "double", "recycled", "wastes"),
    [
        (Form.ELECTRONIC, False, False, False),
        (Form.PRINTED, True, True, False),
        (Form.PRINTED, False, True, True),
        (Form.BOTH, True, False, True),
    ],
)
def test_paper_that_has_to_be_explained(form: Form, double: bool, recycled: bool, wastes: bool) -> None:
    assert wastes_paper(form, double_sided=double, recycled=recycled) is wastes


def test_a_count_adds_up() -> None:
    states = [CopyState.KEPT, CopyState.OUT, CopyState.BACK, CopyState.MISSING, CopyState.LOST, CopyState.DESTROYED]
    count = recall_of(states)
    assert (count.printed, count.in_hand, count.unaccounted, count.lost, count.destroyed) == (6, 2, 2, 1, 1)
    assert not count.complete and recall_of([CopyState.BACK, CopyState.LOST]).complete


@pytest.mark.parametrize(
    ("opener", "first", "who", "may"), [(1, None, 1, False), (1, None, 2, True), (1, 2, 2, False), (1, 2, 3, True)]
)
def test_two_others_approve_a_lost_copy(opener: int, first: int | None, who: int, may: bool) -> None:
    assert may_approve(opener, first, who) is may


def test_numbers_have_no_gaps() -> None:
    assert gaps([1, 2, 3]) == [] and gaps([1, 3, 6]) == [2, 4, 5] and gaps([]) == []


def test_what_no_table_allows() -> None:
    for old, new in ((PaperState.LISTED, PaperState.OUT), (PaperState.OUT, PaperState.DESTROYED)):
        with pytest.raises(MoveRefused):
            check_move(PAPER_MOVES, old, new)
    with pytest.raises(MoveRefused):
        check_move(COPY_MOVES, CopyState.OUT, CopyState.DESTROYED)
    assert PaperState.WITHDRAWN not in GIVEN_OUT and COPY_MOVES[CopyState.DESTROYED] == frozenset()
