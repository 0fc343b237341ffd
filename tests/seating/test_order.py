"""The signed order: numbers, ties by strokes and pinyin, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.order import Basis, Line, TieBy, from_cells, pasted, ranked
from guanjia.seating.rules.strokes import by_strokes, stroke_count, unknown_in


@pytest.mark.parametrize(
    ("character", "count"),
    [
        ("丁", 2),
        ("王", 4),
        ("仇", 4),
        ("刘", 6),
        ("李", 7),
        ("张", 7),
        ("单", 8),
        ("欧", 8),
        ("赵", 9),
        ("魏", 17),
        ("龘", 48),
    ],
)
def test_strokes_of_surnames(character: str, count: int) -> None:
    assert stroke_count(character) == count


def test_names_by_strokes() -> None:
    names = ["赵一", "王强", "丁丽", "李明", "王力", "欧阳娜", "仇平"]
    assert sorted(names, key=by_strokes)[0] == "丁丽" and sorted(names, key=by_strokes)[-1] == "赵一"
    assert by_strokes("王力") < by_strokes("王强") and by_strokes("王 力") == by_strokes("王力")
    assert unknown_in("王\U00030edd") == ["\U00030edd"] and unknown_in("阿·卜") == []


def people(*pairs: tuple[str, int | None]) -> list[Line]:
    return [Line(name, number=number, pinyin=name) for name, number in pairs]


def places(lines: list[Line], tie: TieBy) -> list[str]:
    return [each.line.name for each in ranked(lines, tie)]


def test_ties_by_strokes_by_pinyin_as_given() -> None:
    lines = [Line("赵一", number=1), Line("单红", number=2, pinyin="shan hong"), Line("王强", number=2, pinyin="wang qiang"),
             Line("陈晨", number=2, pinyin="chen chen")]  # fmt: skip
    assert places(lines, TieBy.STROKES) == ["赵一", "王强", "陈晨", "单红"]
    assert places(lines, TieBy.PINYIN) == ["赵一", "陈晨", "单红", "王强"]
    assert places(lines, TieBy.GIVEN) == ["赵一", "单红", "王强", "陈晨"]
    assert [each.tied for each in ranked(lines, TieBy.STROKES)] == [False, True, True, True]


def test_by_contribution_the_most_comes_first_and_by_name_numbers_do_not_count() -> None:
    """INMT-004."""
    lines = [Line("赵一", number=50_000, pinyin="zhao yi"), Line("单红", number=1, pinyin="shan hong"),
             Line("王强", number=50_000, pinyin="wang qiang"), Line("陈晨", number=1, pinyin="chen chen")]  # fmt: skip

    def order(tie: TieBy, basis: Basis) -> list[str]:
        return [each.line.name for each in ranked(lines, tie, basis)]

    assert order(TieBy.STROKES, Basis.CONTRIBUTION) == ["王强", "赵一", "陈晨", "单红"]
    assert order(TieBy.GIVEN, Basis.CONTRIBUTION) == ["赵一", "王强", "单红", "陈晨"]
    assert order(TieBy.PINYIN, Basis.NAME) == order(TieBy.GIVEN, Basis.NAME) == ["陈晨", "单红", "王强", "赵一"]
    assert order(TieBy.STROKES, Basis.NAME) == ["王强", "陈晨", "单红", "赵一"]
    with pytest.raises(NoChart):
        ranked(lines, TieBy.STROKES)  # by number these are two guests of honour
    with pytest.raises(NoChart, match="gave is missing"):
        ranked([*lines, Line("无名")], TieBy.STROKES, Basis.CONTRIBUTION)
    for number, fits in ((2_000_000_000, True), (2_000_000_001, False)):
        rich = [Line("富", number=number)]
        if fits:
            assert ranked(rich, TieBy.STROKES, Basis.CONTRIBUTION)[0].place == 1
        else:
            with pytest.raises(NoChart, match="too large"):
                ranked(rich, TieBy.STROKES, Basis.CONTRIBUTION)


def test_amounts_are_read_where_they_count_and_in_whole_numbers_only() -> None:
    sheet = [["序号", "姓名", "捐赠额"], [1, "赵一", 100], [2, "王强", 5_000_000.0]]
    assert [line.number for line in from_cells(sheet)] == [1, 2]
    assert [line.number for line in from_cells(sheet, Basis.CONTRIBUTION)] == [100, 5_000_000]
    assert [line.number for line in from_cells([["姓名", "捐赠额"], ["赵一", 100]])] == [None]
    assert [(line.number, line.name) for line in pasted("1,000,000 张三\n12,500，李四\n1.王五\n2，赵六")] == [
        (1_000_000, "张三"), (12_500, "李四"), (1, "王五"), (2, "赵六")
    ]  # fmt: skip
    with pytest.raises(NoChart, match="whole"):
        pasted("500.50 王五")


def test_without_numbers_the_lines_are_the_order() -> None:
    assert places(people(("乙", None), ("甲", None)), TieBy.STROKES) == ["乙", "甲"]


@given(st.lists(st.sampled_from(["省长", "厅长", "处长", "科员", ""]), min_size=4, max_size=4))
def test_a_title_never_decides(titles: list[str]) -> None:
    lines = [
        Line(name, position=title, number=1 + k) for k, (name, title) in enumerate(zip("甲乙丙丁", titles, strict=True))
    ]
    assert places(lines, TieBy.STROKES) == list("甲乙丙丁")


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ([], "empty"),
        (people(("甲", 1), ("乙", None)), "no number"),
        (people(("甲", 1), ("甲", 2)), "twice"),
        (people(("甲", 1), ("乙", 1)), "Two guests of honour"),
    ],
)
def test_what_is_refused(lines: list[Line], word: str) -> None:
    with pytest.raises(NoChart, match=word):
        ranked(lines, TieBy.STROKES)


def test_each_side_has_a_number_one() -> None:
    lines = [Line("甲", number=1, side="H"), Line("乙", number=1, side="G")]
    assert len(ranked(lines, TieBy.STROKES)) == 2


def test_pasted_lists() -> None:
    lines = pasted("1、王强\t市财政局\t局长\n2. 李明，市发改委\n\n3 阿卜杜拉·买买提  客\n")
    assert [(line.number, line.name, line.organisation, line.side) for line in lines] == [
        (1, "王强", "市财政局", ""), (2, "李明", "市发改委", ""), (3, "阿卜杜拉·买买提", "", "G")]  # fmt: skip
    assert pasted("王强\n李明")[0].number is None
    with pytest.raises(NoChart, match="no name"):
        pasted("1、")
