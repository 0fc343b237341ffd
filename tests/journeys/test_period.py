"""A co-ordinator takes in the year's plan, has it placed, reads the diff and accepts it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from guanjia.conference.models import Block, Event
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Style
from guanjia.scheduling.actions.searching import search
from guanjia.scheduling.models import PeriodRun
from tests.cast import make_cast
from tests.factories.conference import NINE
from tests.factories.places import make_room
from tests.harness.browser import Browse
from tests.scheduling.periods import FEW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PLAN = [
    ["编号", "会议名称", "时长", "人数", "必到", "拟到", "意向日期", "上下午"],
    ["1", "预算审查会", "3小时", 30, "市财政局", "市审计局", "2026-03-05", "上午"],
    ["2", "工作报告座谈会", "2小时", 20, "市发改委", "市财政局", "2026-03-05", "上午"],
    ["3", "全市总结大会", 120, 500, "", "", "", ""],
]


def sheet() -> bytes:
    book, out = Workbook(), BytesIO()
    for row in PLAN:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_the_years_plan_becomes_meetings(browse: Browse, accessible: Callable[[Page], None]) -> None:
    cast = make_cast()
    Site.objects.update(held_at=NINE - timedelta(days=2))
    for name in ("三楼会议厅", "四楼会议室"):
        make_room(cast.site, name=name, styles={Style.THEATRE: 60})
    page = browse("desk", user=cast.alice)
    page.goto("/s/yard/scheduling/new/")
    page.fill("[name=name]", "两会期间会议排期")
    page.fill("[name=first_day]", "2026-03-05")
    page.fill("[name=last_day]", "2026-03-06")
    page.locator("main form button").last.click()
    page.locator("a[href$='/import/']").click()
    page.set_input_files(
        "input[type=file]", {"name": "年度计划.xlsx", "mimeType": "application/octet-stream", "buffer": sheet()}
    )
    page.locator("main form button").last.click()
    page.locator("button[name=apply]").click()
    page.goto("/s/yard/scheduling/")
    page.get_by_role("link", name="两会期间会议排期").click()
    expect(page.locator("main")).to_contain_text("预算审查会")
    accessible(page)
    page.locator("button[name=search]").click()
    run = PeriodRun.objects.get()
    if run.live:  # no worker runs beside a journey
        search(run.pk, effort=FEW)
    page.reload()
    expect(page.locator(".period-grid")).to_contain_text("工作报告座谈会")
    expect(page.locator("main")).to_contain_text("没有容量、设备和台型都满足的会议室")
    accessible(page)
    page.locator("button[name=all]").click()
    expect(page.locator("body")).to_contain_text("已排入 2 场")
    assert set(Event.objects.values_list("title", flat=True)) == {"预算审查会", "工作报告座谈会"}
    assert Block.objects.filter(placed=True).count() == 2
