"""A label is scanned by a phone without account; the dispatcher gives it out in one tap; the owner closes it with their code."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import Membership, Roles
from guanjia.posts.public import Post, Roster
from guanjia.servicedesk.actions.labels import make_label
from guanjia.servicedesk.public import RequestState, ServiceRequest
from tests.cast import make_cast
from tests.harness.browser import Browse
from tests.journeys.test_fault import a_photo
from tests.servicedesk.asking import a_home, certify

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_the_label_over_the_board_to_the_owners_word(
    browse: Browse, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast = make_cast()
    at = site_now(cast.site)
    Membership.objects.create(user=cast.hana, company=cast.company, site=cast.site, role=Roles.DISPATCHER)
    unit, _person = a_home(cast.site, at)
    label = make_label(site=cast.site, title="3号楼门禁", unit=None, place=None, actor=cast.hana, at=at)
    post = Post.objects.create(site=cast.site, code="technician", name_zh="工程技工", name_en="Technician")
    span = {"starts_at": at - timedelta(hours=1), "ends_at": at + timedelta(hours=7)}
    Roster.objects.create(site=cast.site, post=post, user=cast.tom, **span)
    certify(cast, cast.tom)
    _scan(browse("phone"), label.code, shot, accessible)
    row = ServiceRequest.objects.get()
    desk = browse("desk", user=cast.hana)
    desk.goto(f"/s/yard/dispatch/abilities/{cast.tom.pk}/")
    desk.get_by_label("对讲与网络", exact=True).check()
    accessible(desk)
    desk.get_by_role("button", name="保存").click()
    desk.goto(f"/s/yard/orders/requests/{row.number}/")
    desk.get_by_role("button", name="受理").click()
    desk.get_by_role("button", name="转工单").click()
    desk.goto("/s/yard/dispatch/")
    desk.get_by_role("button", name="重新排单").click()
    expect(desk.get_by_text("在手 0 件")).to_be_visible()
    shot(desk, "dispatch-board-zh-desk")
    accessible(desk)
    desk.get_by_role("button", name="按建议派单").click()
    expect(desk.get_by_text("没有待派工单")).to_be_visible()
    _repair(browse("phone", user=cast.tom), accessible)
    row.refresh_from_db()
    assert row.stage is RequestState.COMPLETED
    desk.goto(f"/s/yard/orders/requests/{row.number}/")
    desk.get_by_label("业主确认方式").select_option("code")
    desk.get_by_label("业主确认码").fill(row.confirm_code)
    desk.get_by_role("button", name="业主确认，办结").click()
    row.refresh_from_db()
    assert (row.stage, row.word) == (RequestState.CLOSED, "code") and unit.site_id == row.site_id


def _scan(phone: Page, code: str, shot: Callable[..., Path], accessible: Callable[[Page], None]) -> None:
    phone.goto(f"/p/report/{code}/")
    expect(phone.get_by_text("3号楼门禁").first).to_be_visible()
    accessible(phone)
    phone.locator("input[name=title]").fill("单元门刷不开")
    phone.locator("input[name=photo]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()})
    phone.locator("main form button.btn-primary").click()
    expect(phone.get_by_text("BX-").first).to_be_visible()
    shot(phone, "report-done-zh-phone")


def _repair(phone: Page, accessible: Callable[[Page], None]) -> None:
    """The technician: take on, arrive, begin, done; one big button after the other."""
    phone.goto("/s/yard/orders/mine/")
    phone.get_by_role("link", name="GD-").first.click()
    phone.get_by_role("button", name="接单").click()
    phone.get_by_role("button", name="我已到场").click()
    phone.get_by_role("button", name="开始处理").click()
    accessible(phone)
    phone.get_by_label("处理情况").fill("读卡器重新接线，试开正常")
    phone.get_by_role("button", name="完成").click()
