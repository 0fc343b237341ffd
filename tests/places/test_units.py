"""How people write a unit."""

import pytest

from guanjia.places.public import unit_code, units_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3-2-1201 漏水", ["3-2-1201"]),
        ("三栋二单元1201卫生间漏水", ["3-2-1201"]),
        ("3号楼2单元1201室", ["3-2-1201"]),
        ("十二幢 一单元 302", ["12-1-302"]),
        ("二十栋1501", ["20-1501"]),
        ("A座 1203", ["A-1203"]),
        ("３－２－１２０１", ["3-2-1201"]),
        ("5-301和5-302都停电", ["5-301", "5-302"]),
        ("1栋1单元101，再说一遍 1-1-101", ["1-1-101"]),
        ("电话 138-0000-1234", []),
        ("2026-11-22 的通知", []),
        ("电梯坏了", []),
    ],
)
def test_units_in_reads_what_people_write(text: str, codes: list[str]) -> None:
    assert units_in(text) == codes


def test_unit_code_leaves_out_what_is_empty() -> None:
    assert unit_code("3", "2", "1201") == "3-2-1201"
    assert unit_code("3", "", "1201") == "3-1201"
