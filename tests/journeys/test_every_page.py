"""Every staff page that can be reached from the menu: readable, accessible, in one language, without raw codes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from guanjia.conference.rehearsal.demo import load
from guanjia.kernel import clock
from guanjia.people.public import User
from tests.harness.accessibility import violations
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LEAST = 90
LEAVES = {"account_logout"}
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}( [a-z]+)*")
HAN = re.compile(r"[\u4e00-\u9fff]")
RAW_CODE = re.compile(r"\b(conference|duties|servicedesk|posts|people|places|custody|surveys)\.[a-z_]+\b")
CODES_ARE_DATA = {
    "posts:posts",
    "posts:master_change",
    "standards:list",
    "standards:detail",
    "standards:edit",
    "jobs:health",
}
"""Pages on which a manager means the code itself: posts and standards are called by it in patches and rosters."""
LABELS = """() => [...document.querySelectorAll("h1, h2, th, dt, label, legend, button, .btn, .badge, .nav-link, .pill")]
    .filter(part => !part.closest("[lang]:not(html), code, pre, tbody tr td:not(:has(.badge)), .task, .grid-block"))
    .map(part => part.innerText.trim()).filter(Boolean)"""
OWN_WORDS = """() => [...document.querySelectorAll("th, dt, button, .badge, nav .nav-link")]
    .filter(part => !part.closest("[lang]:not(html), code, pre, .task, .grid-block, .user-menu, [data-words]"))
    .map(part => part.innerText.trim()).filter(Boolean)"""
"""Words of the house alone: headings, labels and links may be names that somebody typed in Chinese."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"


@pytest.fixture
def manager() -> User:
    load(clock.now())
    return User.objects.get(username="manager")


def name_of(address: str) -> str | None:
    """The name of the address in the URLconf; None for one that is not ours."""
    try:
        found = resolve(address.split("?")[0])
    except Resolver404:
        return None
    return ":".join([*found.namespaces, found.url_name or ""])


def walk(page: Page, start: str) -> Iterator[tuple[str, str, Any]]:
    """(name, address, answer) of one page of each name that links lead to, the page standing open."""
    queue, seen = [start], set()
    while queue:
        address = queue.pop(0)
        name = name_of(address)
        if name is None or name in seen or name in LEAVES or address.startswith("/api/"):
            continue
        seen.add(name)
        if is_page(page, address):
            yield name, address, page.goto(address)
            queue += [link.split("#")[0] for link in page.evaluate(LINKS) if link and re.match(r"/(?!/)", link)]


def is_page(page: Page, address: str) -> bool:
    """Whether a page lies there, and not a download or a PDF, which Chromium opens with scripts of its own."""
    return "text/html" in page.request.get(address).headers.get("content-type", "")


def faults(page: Page, name: str, language: str) -> list[str]:
    """What a reader would stumble over: a page wider than the screen, words of the other language, raw codes."""
    found = [f"{page.evaluate(WIDER)} px too wide"] if page.evaluate(WIDER) > 0 else []
    if language == "zh-hans":
        found += [f"English: {text}" for text in page.evaluate(LABELS) if ENGLISH_SENTENCE.fullmatch(text)]
    else:
        found += [f"Chinese: {text}" for text in page.evaluate(OWN_WORDS) if HAN.fullmatch(text[:1])]
    if name not in CODES_ARE_DATA:
        text = page.locator("body").inner_text()
        found += [f"raw code: {code.group()}" for code in RAW_CODE.finditer(text)]
    return found


@pytest.mark.long
@pytest.mark.parametrize(("language", "device"), [("zh-hans", "desk"), ("en", "phone")])
def test_every_page_can_be_read(
    browse: Browse,
    manager: User,
    shot: Callable[..., Path],
    language: str,
    device: str,
) -> None:
    page = browse(device, user=manager)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": browse.house.url}])
    User.objects.filter(pk=manager.pk).update(language=language)
    wrong, seen = [], 0
    for name, address, answer in walk(page, "/s/centre/"):
        seen += 1
        if answer.status != 200:
            wrong.append(f"{address}: status {answer.status}")
            continue
        # What axe looks at is the same in either language; the auditor scans the staff's pages on a phone.
        if device == "desk" or not address.startswith("/s/"):
            wrong += [f"{address} ({name}): {each}" for each in violations(page)]
        wrong += [f"{address} ({name}): {each}" for each in faults(page, name, language)]
        shot(page, f"{name.replace(':', '-')}-{language[:2]}-{device}", full_page=False)
    assert not wrong, "\n".join(wrong)
    assert seen >= LEAST
