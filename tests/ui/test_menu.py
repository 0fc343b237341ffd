"""The menu registry."""

from types import SimpleNamespace

import pytest
from django.urls import NoReverseMatch, reverse

from guanjia.ui import menu
from guanjia.ui.menu import MenuItem, menu_for, register

SITE = SimpleNamespace(pk=1, code="yard")


@pytest.fixture
def empty_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})


def test_every_registered_entry_has_a_page() -> None:
    missing = []
    for item in menu.items():
        try:
            reverse(item.url_name, kwargs={"site_code": "yard"})
        except NoReverseMatch:
            missing.append(item.url_name)
    assert missing == []


@pytest.mark.usefixtures("empty_menu")
def test_sections_stand_in_their_order_and_entries_in_theirs() -> None:
    register(MenuItem("people", "Staff", "people:staff", order=2))
    register(MenuItem("work", "Home", "workbench:home"))
    register(MenuItem("people", "Organisations", "people:organisations", order=1))
    sections = menu_for(None, SITE, "/")
    assert [section.code for section in sections] == ["work", "people"]
    assert [link.label for link in sections[1].links] == ["Organisations", "Staff"]


@pytest.mark.usefixtures("empty_menu")
def test_entry_that_the_reader_may_not_see_leaves_no_empty_section() -> None:
    register(MenuItem("people", "Staff", "people:staff", permission=lambda user, site: False))
    assert menu_for(None, SITE, "/") == []


@pytest.mark.usefixtures("empty_menu")
def test_entry_without_page_is_left_out() -> None:
    register(MenuItem("work", "Broken", "nowhere:at_all"))
    register(MenuItem("work", "Home", "workbench:home"))
    assert [link.label for link in menu_for(None, SITE, "/")[0].links] == ["Home"]


@pytest.mark.usefixtures("empty_menu")
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/s/yard/people/7/", "Staff"),
        ("/s/yard/", "Home"),
        ("/s/yard/else/", None),
        ("/s/yard/seating/event/7/", "Conferences"),
        ("/s/yard/conference/events/7/", "Conferences"),
        ("/s/quay/", None),
    ],
)
def test_longest_address_is_current_and_a_page_without_entry_belongs_to_its_parent(
    path: str, current: str | None
) -> None:
    register(MenuItem("work", "Home", "workbench:home"))
    register(MenuItem("conference", "Conferences", "conference:events"))
    register(MenuItem("people", "Staff", "people:staff"))
    links = [link for section in menu_for(None, SITE, path) for link in section.links]
    assert [link.label for link in links if link.current] == ([current] if current else [])


@pytest.mark.usefixtures("empty_menu")
def test_same_page_registered_again_replaces_the_first() -> None:
    register(MenuItem("work", "Old", "workbench:home"))
    register(MenuItem("work", "New", "workbench:home"))
    assert [item.label for item in menu.items()] == ["New"]


@pytest.mark.usefixtures("empty_menu")
def test_a_long_section_folds_what_is_used_now_and_then() -> None:
    names = [
        "people:staff",
        "people:organisations",
        "workbench:home",
        "duties:list",
        "places:rooms",
        "desk:desk",
        "desk:calls",
    ]
    for name in names:
        register(MenuItem("people", name, name))
    register(MenuItem("people", "Seldom", "desk:notes", more=True))
    assert not menu_for(None, SITE, "/")[0].folded, "eight entries are not long"
    register(MenuItem("people", "One more", "desk:cases"))
    section = menu_for(None, SITE, "/s/yard/desk/notes/")[0]
    assert [link.label for link in section.folded] == ["Seldom"] and section.is_open
    assert not menu_for(None, SITE, "/s/yard/")[0].is_open
