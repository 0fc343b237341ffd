"""The manager has a worked case played and reads minute by minute how the house answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.cases import actions
from guanjia.cases.models import CasePlay
from tests.cast import make_cast
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_fruit_is_played_and_understood(
    browse: Browse, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast = make_cast()
    page = browse(user=cast.mei)
    page.goto("/s/yard/cases/")
    expect(page.locator("tbody tr")).to_have_count(7)
    accessible(page)
    shot(page, "cases-zh-desk")
    page.get_by_role("link", name="“不够多”的水果").click()
    page.get_by_role("button", name="开始演练").click()
    expect(page.get_by_text("等待演练")).to_be_visible()
    actions.run(CasePlay.objects.get().pk)
    expect(page.get_by_text("承诺全部兑现").first).to_be_visible(timeout=15_000)
    expect(page.locator(".timeline li").first).to_contain_text("水果已买齐")
    accessible(page)
    shot(page, "case-zh-desk")
    phone = browse("phone", user=cast.mei)
    phone.goto("/s/yard/cases/fruit/")
    expect(phone.locator(".timeline li")).to_have_count(6)
    shot(phone, "case-zh-phone")
