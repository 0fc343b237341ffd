"""A real Chromium for journeys: `browse` opens pages, which watch themselves; `shot` keeps what they look like."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.harness.accessibility import assert_accessible
from tests.harness.house import House
from tests.harness.legs import leave_out
from tests.harness.watch import Watch

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CAMERA_FLAGS = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
DEVICES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1440, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "wall": {"viewport": {"width": 1920, "height": 1080}},
    "tablet": {"viewport": {"width": 1024, "height": 768}, "has_touch": True},
}
PATIENCE_MS = 10_000
SHOTS = Path(__file__).resolve().parents[2] / "shots"


def chromium_path() -> str | None:
    """The browser of this machine, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


class Browse:
    """Opens pages on the running house. Every context it opens is closed, and judged, at the end of the test."""

    def __init__(self, playwright: Playwright, chromium: Browser, house: House, watch: Watch) -> None:
        self.playwright, self.chromium, self.house, self.watch = playwright, chromium, house, watch
        self.contexts: list[BrowserContext] = []
        self.browsers: list[Browser] = []

    def __call__(
        self,
        device: str = "desk",
        *,
        user: Any = None,
        camera: Path | None = None,
        language: str = "zh-CN",
        **more: Any,
    ) -> Page:
        """A page of a fresh context on `device`, signed in as `user`, `camera` playing that film.

        `page.goto("/s/main/")` is relative to the house; `more` goes to Playwright's new_context.
        """
        options = {**DEVICES[device], "base_url": self.house.url, "locale": language, "timezone_id": "Asia/Shanghai"}
        if camera is not None:
            options["permissions"] = ["camera"]
        browser = self.chromium if camera is None else self._with_camera(camera)
        context = browser.new_context(**{**options, **more})
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        self.watch.over(context)
        if user is not None:
            self.sign_in(context, user)
        return context.new_page()

    def sign_in(self, context: BrowserContext, user: Any) -> None:
        """Give the context a session of `user`, without the log-in form."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": str(session.session_key), "url": self.house.url}])

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        for browser in self.browsers:
            browser.close()

    def _with_camera(self, film: Path) -> Browser:
        flags = [*FLAGS, *CAMERA_FLAGS, f"--use-file-for-fake-video-capture={film}"]
        browser = self.playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        self.browsers.append(browser)
        return browser


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself. Its loop runs in this thread, so Django is told that tests may use the database."""
    if chromium_path() is None:
        leave_out("no Chromium on this machine (Debian: apt-get install chromium)")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser of this run; `browse` gives each test a clean context of it."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def watch() -> Watch:
    """What went wrong in the browser so far; `watch.allow(...)` for a refusal on purpose."""
    return Watch()


@pytest.fixture
def browse(playwright: Playwright, chromium: Browser, house: House, watch: Watch) -> Iterator[Browse]:
    """Opens pages. The test fails at its end if one wrote an error to its console or asked another host."""
    browsing = Browse(playwright, chromium, house, watch)
    yield browsing
    browsing.close()
    assert not watch.findings(), "\n".join(watch.findings())


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """`shot(page, "board")` saves shots/<file of the journey>/board.png, the whole page unless full_page=False.

    Only `./run shots` takes pictures, for people to look at: one costs up to a second and no test reads it.
    """

    def take(page: Page, name: str, *, full_page: bool = True) -> Path:
        target = SHOTS / request.path.stem.removeprefix("test_") / f"{name}.png"
        if not os.environ.get("GUANJIA_SHOTS"):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target, full_page=full_page, animations="disabled")
        return target

    return take


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """`accessible(page)` fails on serious or critical findings of axe-core."""

    return assert_accessible
