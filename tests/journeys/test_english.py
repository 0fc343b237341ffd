"""In English: logging in by user name, e-mail and phone, a second factor, and an auditor who reads and finds nothing to press."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from tests.cast import PASSWORD, Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.browser import Browse
from tests.journeys.test_auditor import menu, writes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FOREIGN = "document.querySelectorAll('main [lang^=zh]').forEach(each => each.remove())"
"""What says of itself that it is Chinese, such as the phrases to be shown to a guest, is no missing translation."""
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def people(browse: Browse) -> Cast:
    return make_cast()


def speak_english(browse: Browse, page: Page) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": browse.house.url}])


def log_in(page: Page, login: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("login", ["mei", "mei@example.org", "13800000003", "+86 138 0000 0003"])
def test_everybody_logs_in_by_what_they_know(browse: Browse, people: Cast, login: str) -> None:
    User.objects.filter(username="mei").update(language="en")
    page = browse()
    speak_english(browse, page)
    log_in(page, login)
    expect(page).to_have_url(re.compile(r"/s/yard/$"))
    expect(page.locator("h1").first).to_contain_text("Workbench")


def test_a_wrong_password_keeps_the_name(browse: Browse, people: Cast) -> None:
    page = browse()
    speak_english(browse, page)
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("mei")
    page.locator("input[name=password]").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("input[name=login]")).to_have_value("mei")
    expect(page.locator("body")).to_contain_text("not correct")


def test_a_second_factor_is_set_up_and_asked_for(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    User.objects.filter(username="mei").update(language="en")
    page = browse("phone")
    speak_english(browse, page)
    log_in(page, "mei")
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("input[type=password]").count():
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main button, form button").last.click()
    accessible(page)
    shot(page, "second-factor")
    secret = page.locator("#authenticator_secret, input[readonly]").first.input_value()
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("button[type=submit]").last.click()
    expect(page).not_to_have_url(re.compile("activate"))
    other = browse()
    speak_english(browse, other)
    log_in(other, "mei")
    expect(other.locator("input[name=code]")).to_be_visible()
    accessible(other)
    other.locator("input[name=code]").fill(code_of(secret, later=1))
    other.locator("button[type=submit]").first.click()
    expect(other).to_have_url(re.compile(r"/s/yard/$"))


def code_of(secret: str, later: int = 0) -> str:
    """The six digits that an authenticator shows, `later` half-minutes from now: each is taken once."""
    return str(
        totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + later))
    )


def test_the_auditor_reads_every_page_in_english(browse: Browse, people: Cast, shot: Callable[..., Path]) -> None:
    Site.objects.update(held_at=NINE - timedelta(hours=1))
    event = make_event(people.site, title="Annual review")
    make_sitting(event, make_room(people.site, "301", name="Room 301"), 0, 90, title="Annual review")
    arrange_blocks(event=event, actor=people.alice, at=NINE - timedelta(days=2))
    User.objects.filter(pk=people.audrey.pk).update(language="en")
    page = browse(user=people.audrey)
    speak_english(browse, page)
    page.goto("/s/yard/")
    block = Block.objects.get(event=event)
    offered: set[str] = set()
    for address in [*menu(page), f"/s/yard/conference/e/{event.ref}/", f"/s/yard/conference/b/{block.pk}/"]:
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        page.evaluate(FOREIGN)
        left = set(HAN.findall(page.locator("body").inner_text())) - {"中", "中文", "日本語", "管", "管家"}
        assert not left, f"{address}: {left}"
        assert page.locator("[name=save_view]").count() == 0, f"{address} offers to keep a view"
        offered |= writes(page)
    shot(page, "meeting")
    assert offered == set()
