"""Sheets as people send them: merged headers, formulas, wrong columns, 50,000 rows, hostile files."""

import io
import time as wall
import tracemalloc
import zipfile
from typing import Any

import openpyxl
import pytest

from guanjia.foundation.tables.exporting import as_xlsx
from guanjia.foundation.tables.rules.headers import calm, find_header
from guanjia.foundation.tables.rules.sheets import (
    UnreadableSheet,
    column_letter,
    column_number,
    read_sheet,
)

WORDS = {
    "name": ("name", "Name", "姓名", "参会人", "参会人员姓名"),
    "phone": ("phone", "Phone", "手机", "手机号", "电话", "联系电话"),
    "email": ("email", "E-mail", "邮箱"),
    "unit": ("unit", "Organisation", "单位", "参会单位", "工作单位"),
    "title": ("title", "职务", "职务/职称"),
}


def book(*rows: list[Any], merge: tuple[str, ...] = ()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for area in merge:
        made.active.merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def header(content: bytes) -> tuple[int, dict[str, int]]:
    found = find_header(read_sheet(content).rows, WORDS)
    return found.first_row, found.mapping


HEADERS = [
    (book(["姓名", "手机号", "单位"], ["张三", 1, "A"]), 1, {"name": 0, "phone": 1, "unit": 2}),
    (book(["Name", "E-MAIL"], ["x", "y"]), 1, {"name": 0, "email": 1}),
    (book(["单位*", "姓 名(必填)", "联系电话:"], ["A", "张三", 1]), 1, {"unit": 0, "name": 1, "phone": 2}),
    (
        book(["第一届大会参会人员名单", "", ""], [], ["序号", "姓名", "单位"], [1, "张三", "A"], merge=("A1:C1",)),
        3,
        {"name": 1, "unit": 2},
    ),
    (
        book(
            ["姓名", "联系方式", "", "单位"],
            ["", "手机", "邮箱", ""],
            ["张三", 1, "x", "A"],
            merge=("A1:A2", "B1:C1", "D1:D2"),
        ),
        2,
        {"name": 0, "phone": 1, "email": 2, "unit": 3},
    ),
    (book(["参会人员姓名", "工作单位及部门"], ["张三", "A"]), 1, {"name": 0, "unit": 1}),
    (book(["备注", "说明"], ["a", "b"]), 1, {}),
    ("姓名\t电话\n张三\t1".encode("utf-16"), 1, {"name": 0, "phone": 1}),
    ("姓名;电话\n张三;1".encode("gb18030"), 1, {"name": 0, "phone": 1}),
    ("\ufeff姓名,电话\n张三,1".encode(), 1, {"name": 0, "phone": 1}),
]


@pytest.mark.parametrize(("content", "first_row", "mapping"), HEADERS, ids=range(len(HEADERS)))
def test_the_header_is_found(content: bytes, first_row: int, mapping: dict[str, int]) -> None:
    assert header(content) == (first_row, mapping)


def test_a_column_is_taken_once_and_the_same_word_wins() -> None:
    assert header(book(["联系人电话", "手机号"], ["1", "2"]))[1] == {"phone": 1}


@pytest.mark.parametrize(
    ("typed", "made"), [(" 手机号 (必填)*", "手机号"), ("(姓名)", "姓名"), ("Ｎame:", "name"), ("", "")]
)
def test_headers_are_calmed(typed: str, made: str) -> None:
    assert calm(typed) == made


def test_merged_cells_of_the_data_hold_their_value() -> None:
    sheet = read_sheet(book(["单位", "姓名"], ["市财政局", "张三"], ["", "李四"], ["", "王五"], merge=("A2:A4",)))
    assert [row[0] for row in sheet.rows[1:]] == ["市财政局"] * 3


def test_formulas_give_their_stored_value_or_are_known_to_have_none() -> None:
    content = book(["姓名", "号"], ["张三", "=1+1"], ["李四", 7])
    sheet = read_sheet(content)
    assert sheet.unvalued == {(1, 1)}
    stored = replace_in(content, b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    sheet = read_sheet(stored)
    assert (sheet.unvalued, sheet.rows[1][1]) == (set(), 2.0)


def test_an_excel_error_is_known() -> None:
    content = book(["姓名", "号"], ["张三", "#N/A"])
    assert read_sheet(content).unvalued == {(1, 1)}


def replace_in(content: bytes, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            assert name != part or old in text
            target.writestr(name, text.replace(old, new) if name == part else text)
    return out.getvalue()


def far_cell(address: str) -> bytes:
    made = openpyxl.Workbook()
    made.active["A1"] = "姓名"
    made.active[address] = "x"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


REFUSED = [
    (b"PK\x03\x04 nonsense", "no_table"),
    (b"", "empty"),
    (b"   \n ", "empty"),
    (book(), "empty"),
    (book(["", None, " "]), "empty"),
    (far_cell("A1048576"), "too_many_rows"),
    (far_cell("XFD1048576"), "too_many_rows"),
    (far_cell("XFD3"), "too_many_columns"),
    (locked(), "no_table"),
    (("a,b\n" * 50_051).encode(), "too_many_rows"),
    (b",".join([b"x"] * 201), "too_many_columns"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "no_table"),
]


@pytest.mark.parametrize(("content", "code"), REFUSED, ids=[f"{n}-{row[1]}" for n, row in enumerate(REFUSED)])
def test_what_is_no_table_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read_sheet(content)
    assert refused.value.code == code


def test_a_far_cell_costs_no_memory() -> None:
    content = far_cell("XFD1048576")
    tracemalloc.start()
    with pytest.raises(UnreadableSheet):
        read_sheet(content)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_columns_formatted_to_the_bottom_are_no_data() -> None:
    content = replace_in(
        book(["姓名"], ["张三"]), b"</sheetData>", b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    )
    assert len(read_sheet(content).rows) == 2


def test_fifty_thousand_rows_are_read_in_seconds() -> None:
    lines = (["姓名", "手机号", "单位"] if n == 0 else [f"张{n}", f"138{n:08}", "市财政局"] for n in range(50_001))
    content = as_xlsx(lines)
    begun = wall.perf_counter()
    assert len(read_sheet(content).rows) == 50_001
    assert wall.perf_counter() - begun < 30


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert column_letter(number) == letters
    assert column_number(letters) == number
