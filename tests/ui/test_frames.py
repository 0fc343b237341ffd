"""Every frame renders before the front end is built, with and without a site, in both languages."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

FRAMES = ["base", "phone", "public", "board", "print", "problem", "409", "422"]
PROBLEMS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


def given_request(site: Any = None) -> Any:
    request = RequestFactory().get("/s/bj/somewhere/?q=x")
    request.user = AnonymousUser()
    request.site = site
    return request


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("template", [f"ui/{name}.html" for name in FRAMES] + PROBLEMS)
def test_frame_renders_without_site_or_build(template: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(template, {}, request=given_request())
    assert page.startswith("<!doctype html>")
    assert 'id="content"' in page or template == "500.html"


@pytest.mark.parametrize("template", [f"ui/{name}.html" for name in FRAMES])
def test_frame_names_the_site_and_the_language(template: str) -> None:
    site = SimpleNamespace(pk=1, code="bj", name="滨江中心", zone="Asia/Shanghai")
    with translation.override("zh-hans"):
        page = render_to_string(template, {}, request=given_request(site))
    assert "滨江中心" in page
    assert '<html lang="zh-CN"' in page


@pytest.mark.parametrize("template", PROBLEMS)
def test_problem_page_needs_no_request(template: str) -> None:
    assert "<h1>" in render_to_string(template, {})


def test_frame_has_no_inline_script_or_style() -> None:
    for name in FRAMES:
        page = render_to_string(f"ui/{name}.html", {}, request=given_request())
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
