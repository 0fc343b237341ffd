"""The auditor reads everything that the menu offers, and changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OWN = ("/accounts/", "/i18n/", "/ui/prefer/", "/settings/calendars/renew/")
"""Writes about the reader alone: log out, language, density."""


@pytest.fixture
def people(browse: Browse) -> Cast:
    cast = make_cast()
    Site.objects.update(held_at=NINE - timedelta(hours=1))
    return cast


@pytest.fixture
def block(people: Cast) -> Block:
    event = make_event(people.site, title="城市更新项目调度会")
    make_sitting(event, make_room(people.site, "301", name="301会议室"), 0, 90)
    arrange_blocks(event=event, actor=people.alice, at=NINE - timedelta(days=2))
    return Block.objects.get(event=event)


def menu(page: Page) -> list[str]:
    """Where the main menu leads."""
    links = page.locator("nav.side a").evaluate_all("found => found.map(link => link.getAttribute('href'))")
    return [link for link in dict.fromkeys(links) if link and link.startswith("/s/yard/")]


def writes(page: Page) -> set[str]:
    """The addresses that forms of this page post to, but for the reader's own and the filters kept for a list."""
    forms = page.locator("form[method=post]:has(button):not(:has([name=save_view], [name=drop_view]))")
    found = forms.evaluate_all("forms => forms.map(form => new URL(form.action).pathname)")
    return {address for address in found if not any(own in address for own in OWN)}


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_the_auditor_opens_every_page_of_the_menu(
    browse: Browse,
    people: Cast,
    block: Block,
    shot: Callable[..., Path],
    accessible: Callable[[Page], None],
    device: str,
) -> None:
    page = browse(device, user=people.audrey)
    page.goto("/s/yard/")
    pages = menu(page)
    assert len(pages) > 10
    offered = set()
    for address in [*pages, f"/s/yard/conference/e/{block.event.ref}/", f"/s/yard/conference/b/{block.pk}/"]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect(page.locator("h1").first).to_be_visible()
        if device == "phone":  # at the desk every page is scanned as its manager sees it
            accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        shot(page, f"{address.removeprefix('/s/yard/').strip('/').replace('/', '-') or 'home'}-zh-{device}")
        offered |= writes(page)
    assert offered == set()


def test_every_write_of_the_auditor_is_refused(browse: Browse, people: Cast, block: Block, watch: Watch) -> None:
    watch.allow("status of 403")
    page = browse(user=people.audrey)
    page.goto("/s/yard/conference/")
    token = page.locator("meta[name=csrf-token]").get_attribute("content") or ""
    before = Entry.objects.count()
    ref = block.event.ref
    for address in (
        f"conference/b/{block.pk}/ready/",
        f"conference/b/{block.pk}/start/",
        f"conference/b/{block.pk}/end/",
        f"conference/e/{ref}/cancel/",
        f"conference/e/{ref}/sessions/",
        f"conference/e/{ref}/checkin/walk-in/",
        f"conference/e/{ref}/guests/add/",
        "conference/grid/move/",
        "conference/call/",
        "conference/programme/",
    ):
        sent = {"reason": "test", "name": "test", "title": "test", "id": str(block.pk)}
        headers = {"X-CSRFToken": token, "Referer": page.url}
        answer = page.request.post(f"/s/yard/{address}", form=sent, headers=headers)
        assert answer.status == 403, address
        assert "CSRF" not in answer.text(), address
    assert Entry.objects.count() == before
    block.refresh_from_db()
    assert block.state == "planned"
