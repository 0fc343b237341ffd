"""The browser that journeys use sees the running house, signs people in and notices what goes wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page

from guanjia.foundation.sites.models import Company
from tests.harness.accessibility import AXE, violations
from tests.harness.browser import Browse
from tests.harness.camera import camera_showing
from tests.harness.house import House
from tests.harness.watch import Watch

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("device", "width"), [("desk", 1440), ("phone", 390)])
def test_page_opens_on_each_device_and_is_kept_as_a_picture(
    browse: Browse, shot: Callable[[Page, str], Path], monkeypatch: pytest.MonkeyPatch, device: str, width: int
) -> None:
    page = browse(device)
    answer = page.goto("/accounts/login/")
    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("innerWidth") == width
    monkeypatch.setenv("GUANJIA_SHOTS", "1")
    assert shot(page, f"login-{device}").stat().st_size > 0


def test_house_sees_what_the_test_commits_and_who_is_signed_in(browse: Browse, house: House) -> None:
    anna = get_user_model().objects.create_user(username="anna")
    Company.objects.create(code="north", name="North")
    page = browse(user=anna)
    page.goto("/accounts/login/")
    assert "/accounts/login/" not in page.url, "one who is signed in is sent on"


def test_console_error_is_noticed_unless_allowed(browse: Browse, watch: Watch) -> None:
    page = browse()
    page.goto("/accounts/login/")
    page.evaluate("console.error('the board is gone')")
    assert [finding.split(" (")[0] for finding in watch.findings()] == ["console error: the board is gone"]
    watch.allow("the board is gone")
    assert watch.findings() == []


def test_request_to_another_host_is_noticed(browse: Browse, watch: Watch) -> None:
    page = browse(bypass_csp=True)
    page.goto("/accounts/login/")
    page.route("http://elsewhere.invalid/**", lambda route: route.abort())
    page.evaluate("fetch('http://elsewhere.invalid/x').catch(() => null)")
    assert "request to another host: http://elsewhere.invalid/x" in watch.findings()
    watch.allow("elsewhere.invalid|Failed to load")


@pytest.mark.skipif(not AXE.exists(), reason="the front end's packages are not installed: ./run setup")
def test_accessibility_scan_names_the_rule_and_the_place(browse: Browse) -> None:
    page = browse()
    page.goto("/accounts/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img id=blank src=data:,>')")
    assert any("image-alt" in finding and "#blank" in finding for finding in violations(page))


def test_camera_shows_a_film(browse: Browse, tmp_path: Path) -> None:
    page = browse("phone", camera=camera_showing("HY-20261121-0001", tmp_path))
    page.goto("/accounts/login/")
    size = page.evaluate(
        "navigator.mediaDevices.getUserMedia({video: true})"
        ".then(stream => { const s = stream.getVideoTracks()[0].getSettings(); return [s.width, s.height] })"
    )
    assert size == [640, 480]
