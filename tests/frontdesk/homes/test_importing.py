"""The register from Excel: merged cells, a header further down, two in a cell; sent again it doubles nothing."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import Workbook

from guanjia.foundation.persons.public import Person, find_by_phone, private_values
from guanjia.foundation.tables.public import ImportRun, apply, preview
from guanjia.frontdesk.homes.tables import home_importer
from guanjia.people.public import Occupancy, Relation, household
from guanjia.places.public import Building, Unit
from tests.cast import Cast
from tests.factories.homes import NOON

DAY = date(2026, 3, 5)
HEAD = ["楼栋", "单元", "房号", "建筑面积", "房屋状态", "业主姓名", "联系电话", "租户姓名", "租户电话", "租期"]
LINES: list[list[Any]] = [
    ["3栋", "二单元", "1201室", "89.5㎡", "自住", "张三/李四", "13800138000/13900139000", "", "", ""],
    [
        "",
        "",
        "1202",
        "１１８．２",
        "出租",
        "王五",
        "１３７００１３７０００",
        "赵六",
        "13600136000",
        "2025.3.1-2027.2.28",
    ],
    ["", "", "1203", 75.8, "已售未交付", "钱七", 13500135000, "", "", ""],
    ["A座", "", "2-301", "", "", "孙八", "见备注", "", "", ""],
    ["四幢", "", "", "", "", "周九", "13400134000", "", "", ""],
    ["合计", "", "5户", "283.5", "", "", "", "", "", ""],
]


def sheet(lines: list[list[Any]] = LINES) -> bytes:
    """A workbook as a steward has it: a title over everything, a remark, the header in row 3, merged cells."""
    book = Workbook()
    page = book.active
    page.append(["幸福花园业主台账"])
    page.merge_cells("A1:J1")
    page.append(["制表：前台    截至2026年2月"])
    page.append(HEAD)
    for line in lines:
        page.append([cell if cell != "" else None for cell in line])
    if len(lines) > 2:
        page.merge_cells("A4:A6")
        page.merge_cells("B4:B6")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(cast: Cast, content: bytes) -> ImportRun:
    """Send it in and take the good lines over."""
    importer = home_importer(cast.site)
    run = preview(importer=importer, site=cast.site, upload=content, name="台账.xlsx", actor=cast.mei, at=NOON)
    return apply(run, importer=importer, actor=cast.mei, at=NOON)


def unit(cast: Cast, code: str) -> Unit:
    return Unit.objects.get(site=cast.site, code=code)


@pytest.mark.django_db
def test_a_stewards_sheet_comes_in(cast: Cast):
    run = send(cast, sheet())
    assert run.counts | {"rows": 5, "good": 3, "bad": 2, "created": 3} == run.counts
    assert [problem[0] for problem in run.problems] == [7, 8]
    couple = household(unit(cast, "3-2-1201").pk, DAY)
    assert [(row.person.name, row.relation_enum) for row in couple.rows] == [
        ("张三", Relation.OWNER), ("李四", Relation.CO_OWNER),
    ]  # fmt: skip
    assert [private_values(row.person, "phone") for row in couple.rows] == [["+8613800138000"], ["+8613900139000"]]
    let = household(unit(cast, "3-2-1202").pk, DAY)
    assert let.contact is not None and {row.person.name: row.lives_here for row in let.rows} == {
        "王五": False,
        "赵六": True,
    }
    assert next(row.until for row in let.rows if row.relation == "lessee") == date(2027, 3, 1)
    assert unit(cast, "3-2-1203").delivered_on is None
    assert (unit(cast, "3-2-1201").level, str(unit(cast, "3-2-1202").area_m2)) == (12, "118.20")
    assert Building.objects.filter(site=cast.site).count() == 1


@pytest.mark.django_db
def test_the_same_sheet_again_doubles_nothing(cast: Cast):
    send(cast, sheet())
    before = (Unit.objects.count(), Person.objects.count(), Occupancy.objects.count())
    run = send(cast, sheet())
    assert (run.counts["created"], run.counts["updated"], run.counts["unchanged"]) == (0, 0, 3)
    assert (Unit.objects.count(), Person.objects.count(), Occupancy.objects.count()) == before


@pytest.mark.django_db
def test_what_is_new_in_the_next_sheet_is_added_and_nothing_taken_away(cast: Cast):
    send(cast, sheet())
    changed = [list(line) for line in LINES[:2]]
    changed[0][6] = "13800138001/13900139000"
    changed[1][0], changed[1][1], changed[1][9] = "3栋", "2单元", "2025.3.1-2028.2.29"
    run = send(cast, sheet(changed))
    assert (run.counts["created"], run.counts["updated"]) == (0, 2)
    person = Person.objects.get(name="张三")
    assert private_values(person, "phone") == ["+8613800138000", "+8613800138001"]
    assert find_by_phone(cast.site, "13800138001") == [person]
    assert Occupancy.objects.get(relation="lessee").until == date(2028, 3, 1)


@pytest.mark.django_db
def test_another_owner_is_no_import_but_a_transfer(cast: Cast):
    send(cast, sheet())
    run = send(cast, sheet([LINES[0], ["3", "2", "1203", "", "", "郑十", "13300133000", "", "", ""]]))
    assert run.counts["bad"] == 1
    assert "郑十" not in [row.person.name for row in household(unit(cast, "3-2-1203").pk, DAY).rows]


@pytest.mark.django_db
def test_one_owner_of_two_homes_is_one_person_and_one_telephone_of_two_is_two(cast: Cast):
    two = [
        ["1", "", "101", "", "", "张三", "13800138000", "", "", ""],
        ["1", "", "102", "", "", "张三", "13800138000", "", "", ""],
        ["1", "", "103", "", "", "李四", "13800138000", "", "", ""],
    ]
    send(cast, sheet([*two[:2]]))
    send(cast, sheet([two[2], two[0]]))
    assert sorted(person.name for person in find_by_phone(cast.site, "13800138000")) == ["张三", "李四"]
    assert Occupancy.objects.filter(person__name="张三").count() == 2


@pytest.mark.django_db
def test_the_same_line_twice_is_refused_and_another_owner_of_the_home_is_not(cast: Cast):
    line = ["1", "", "101", "", "", "张三", "13800138000", "", "", ""]
    run = send(cast, sheet([line, line]))
    assert (run.counts["good"], run.counts["bad"]) == (1, 1)
    run = send(cast, sheet([line, ["1", "", "102", "", "", "张三", "", "", "", ""]]))
    assert run.counts["bad"] == 0


@pytest.mark.django_db
def test_two_lines_of_one_home_are_owner_and_co_owner(cast: Cast):
    send(
        cast,
        sheet([["1", "", "101", "", "", "张三", "", "", "", ""], ["1", "", "101", "", "", "李四", "", "", "", ""]]),
    )
    rows = household(unit(cast, "1-101").pk, DAY).rows
    assert [(row.person.name, row.relation) for row in rows] == [("张三", "owner"), ("李四", "co_owner")]


@pytest.mark.django_db
def test_the_command_tells_what_it_rejected(cast: Cast, tmp_path: Path):
    file, out = tmp_path / "register.xlsx", io.StringIO()
    file.write_bytes(sheet())
    call_command("import_homes", str(file), site=cast.site.code, json=True, language="en", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["created"], told["bad"]) == (3, 2)
    assert [one["row"] for one in told["rejected"]] == [7, 8] and all(one["reason"] for one in told["rejected"])


@pytest.mark.django_db
def test_the_bad_lines_come_back_as_the_same_excel(cast: Cast, client: Client):
    client.force_login(cast.mei)
    at = f"/s/{cast.site.code}/homes/units/import/"
    upload = io.BytesIO(sheet())
    upload.name = "台账.xlsx"
    answer = client.post(at, {"file": upload})
    assert answer.status_code == 302
    bad = client.get(f"{answer.url}bad.xlsx")
    assert bad.status_code == 200 and bad.content[:2] == b"PK"
    for who, status in ((cast.gus, 403), (cast.mia, 404)):
        client.force_login(who)
        assert client.get(at).status_code == status
