"""What people really write into the Excel of a register (FIELD 23, 33)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from guanjia.foundation.tables.public import BadCell
from guanjia.frontdesk.homes.queries import cells
from guanjia.frontdesk.homes.queries.lines import Line, level_of, line_of, paired
from guanjia.people.public import Relation

TODAY = date(2026, 3, 5)
BLANK: dict[str, Any] = {
    "building": "", "section": "", "number": "", "area_m2": None, "kind": None, "state": "", "delivered_on": None,
    "owner": (), "owner_phone": (), "since": None, "family": (), "plates": (), "lessee": (), "lessee_phone": (),
    "lease": None,
}  # fmt: skip


def line(**values: Any) -> Line | None:
    return line_of(BLANK | values, TODAY)


@pytest.mark.parametrize("cell", ["3栋", "三幢", "3#", "３号楼", "3号", "3", 3.0, " 3 座"])
def test_a_building_is_one_however_it_is_written(cell: object):
    assert cells.building_of(cell) == "3"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张三/李四", ["张三", "李四"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三\n李四", ["张三", "李四"]),
        ("张三和李四", ["张三", "李四"]),
        ("张三　李四", ["张三", "李四"]),
        ("张三(已故),李四", ["张三", "李四"]),
        ("张三/张三", ["张三"]),
        ("John Smith", ["John Smith"]),
    ],
)
def test_names_in_one_cell(cell: str, names: list[str]):
    assert cells.names_of(cell) == names


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("138 0013 8000", ["13800138000"]),
        ("张三13800138000 李四139-0013-9000", ["13800138000", "13900139000"]),
        (13800138000.0, ["13800138000"]),
        ("0571-88881234、13800138000", ["057188881234", "13800138000"]),
        ("+86 13800138000", ["13800138000"]),
    ],
)
def test_telephones_in_one_cell(cell: object, phones: list[str]):
    assert cells.phones_of(cell) == phones


@pytest.mark.parametrize("parse", [cells.phones_of, cells.names_of, cells.area_of, cells.kind_of, cells.lease_of])
def test_what_says_nothing_is_refused(parse: Any):
    with pytest.raises(BadCell):
        parse("?")


@pytest.mark.parametrize("cell", ["89.5㎡", "约89.50平", "89.5m2", 89.5, "８９．５"])
def test_an_area_with_whatever_behind_it(cell: object):
    assert cells.area_of(cell) == Decimal("89.50")


@pytest.mark.parametrize(
    "cell",
    [
        "2025.3.1-2026.2.28",
        "2025年3月1日至2026年2月28日",
        "25.3.1~26.2.28",
        "2025/3/1—2026/2/28",
        "2025-03-01 - 2026-02-28",
    ],
)
def test_the_last_day_of_a_lease_is_still_let(cell: str):
    assert cells.lease_of(cell) == (date(2025, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize("cell", ["长期", "2026.2.28-2025.3.1", "2025.2.30-2026.2.28", "2025.3.1起"])
def test_a_lease_without_end_is_none(cell: str):
    with pytest.raises(BadCell):
        cells.lease_of(cell)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("", "", "3栋2单元1201"), ("3", "2", "1201")),
        (("", "", "3-2-1201"), ("3", "2", "1201")),
        (("", "", "3#-1201"), ("3", "", "1201")),
        (("", "", "3#2单元1201"), ("3", "2", "1201")),
        (("3", "2", "1201"), ("3", "2", "1201")),
        (("", "", "1201"), ("", "", "1201")),
        (("3", "", "2-1201"), ("3", "2", "1201")),
        (("3", "", "3-1201"), ("3", "", "1201")),
    ],
)
def test_a_whole_address_in_one_cell(parts: tuple[str, str, str], whole: tuple[str, str, str]):
    assert cells.address_of(*parts) == whole


@pytest.mark.parametrize(
    ("state", "delivered", "lives"),
    [
        ("", True, True),
        ("已售未交付", False, False),
        ("空置", True, False),
        ("出租", True, False),
        ("自住", True, True),
    ],
)
def test_what_a_state_says(state: str, delivered: bool, lives: bool):
    found = line(building="3", number="1201", state=state, owner=["张三"])
    assert found is not None
    assert (found.unit.delivered_on is not None, found.people[0].lives_here) == (delivered, lives)


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (["合计", "", 12], True),
        (["", "小 计：", 3], True),
        (["3栋", "1201", "合计"], True),
        (["3栋", "1201", "张三", "合计"], False),
    ],
)
def test_a_line_that_adds_up_is_no_home(row: list[object], total: bool):
    assert cells.is_total(row) is total


@pytest.mark.parametrize(
    ("names", "phones", "found"),
    [
        (["张三", "李四"], ["1", "2"], [("张三", ("1",)), ("李四", ("2",))]),
        (["张三", "李四"], ["1"], [("张三", ("1",)), ("李四", ())]),
        (["张三"], ["1", "2"], [("张三", ("1", "2"))]),
        (["张三", "李四"], [], [("张三", ()), ("李四", ())]),
    ],
)
def test_whose_telephone_is_which(names: list[str], phones: list[str], found: list[object]):
    assert paired(names, phones) == found


def test_a_let_home_has_a_lessee_inside_and_the_owner_elsewhere():
    found = line(
        building="3", number="1201", owner=["张三", "李四"], owner_phone=["1", "2"], lessee=["王五"], lessee_phone=["3"],
        lease=(date(2025, 3, 1), TODAY),
    )  # fmt: skip
    assert found is not None
    assert [(one.name, one.relation, one.lives_here) for one in found.people] == [
        ("张三", Relation.OWNER, False), ("李四", Relation.CO_OWNER, False), ("王五", Relation.LESSEE, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "level"), [("1201", 12), ("101", 1), ("12", None), ("A01", None), ("20101", 201)])
def test_a_door_tells_its_storey(number: str, level: int | None):
    assert level_of(number) == level
