"""Root files, preferences, the language of a page, and answers to refused requests."""

from typing import Any

import pytest
from django import forms
from django.test import Client, RequestFactory

from guanjia.ui.errors import conflict, refused
from guanjia.ui.views import PREFERENCES


class SheetForm(forms.Form):
    title = forms.CharField()
    people = forms.IntegerField()
    note = forms.CharField(required=False)


def given_post(**data: str) -> Any:
    request = RequestFactory().post("/sheet/?tab=2", data)
    request.COOKIES = {}
    return request


def test_conflict_shows_both_versions_and_keeps_what_was_typed() -> None:
    typed = {"title": "Annual <meeting>", "people": "120", "note": "tea", "rev": "3"}
    request = given_post(**typed)
    answer = conflict(request, SheetForm(typed), {"title": "AGM", "people": 120, "note": "tea"}, rev=4, other="Bob")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Annual &lt;meeting&gt;" checked' in page
    assert 'value="AGM"' in page
    assert '<input type="hidden" name="people" value="120">' in page
    assert '<input type="hidden" name="rev" value="4">' in page
    assert 'name="rev" value="3"' not in page
    assert "Bob" in page
    assert 'action="/sheet/?tab=2"' in page


def test_refusal_is_422_and_names_the_rules() -> None:
    answer = refused(given_post(), "The room is <taken>", back="/rooms/", rules=["one", "two"])
    assert answer.status_code == 422
    assert b"&lt;taken&gt;" in answer.content
    assert answer.content.count(b"<li>") == 2
    assert answer["HX-Retarget"] == "#content"


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in PREFERENCES.items() for value in values])
def test_preference_is_kept(client: Client, name: str, value: str) -> None:
    answer = client.post("/ui/prefer/", {name: value, "next": "/s/yard/?q=1"})
    assert answer.status_code == 302
    assert answer["Location"] == "/s/yard/?q=1"
    assert answer.cookies[name].value == value


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_preference_never_leads_out_of_the_house(client: Client, target: str) -> None:
    assert client.post("/ui/prefer/", {"elder": "1", "next": target})["Location"] == "/"


def test_unknown_preference_changes_nothing(client: Client) -> None:
    answer = client.post("/ui/prefer/", {"density": "<script>", "next": "/"})
    assert "density" not in answer.cookies


def test_manifest_and_icons_are_open_to_everybody(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest")
    assert manifest["Content-Type"] == "application/manifest+json"
    for icon in manifest.json()["icons"]:
        assert client.get(icon["src"]).status_code == 200


@pytest.mark.parametrize("name", ["../urls.py", "nothing.png", "icon.txt"])
def test_icon_that_is_none(client: Client, name: str) -> None:
    assert client.get(f"/ui/icons/{name}").status_code == 404


@pytest.mark.parametrize(
    ("cookie", "asked", "lang"),
    [("", "en-US,en;q=0.9", "zh-CN"), ("en", "zh-CN", "en"), ("zh-hans", "en", "zh-CN"), ("xx", "en", "zh-CN")],
)
def test_language_is_what_was_chosen_else_chinese(client: Client, cookie: str, asked: str, lang: str) -> None:
    if cookie:
        client.cookies["django_language"] = cookie
    page = client.get("/no/such/page/", headers={"Accept-Language": asked})
    assert f'<html lang="{lang}"'.encode() in page.content


def test_missing_page_is_404_in_the_frame(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert b'class="problem-code">404' in answer.content
