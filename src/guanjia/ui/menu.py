"""The menu: modules put their entries here from `apps.py`; the sidebar and the phone's bottom bar show them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)
LONG = 8
"""A section of more entries folds those that are used now and then."""
Permission = Callable[[Any, Any], bool]

# The order of the sections and their words. A section that is not listed stands last under its own code.
SECTIONS: dict[str, Any] = {
    "work": _("My work"),
    "conference": _("Conferences"),
    "frontdesk": _("Front desk"),
    "service": _("Service desk"),
    "homes": _("Homes and residents"),
    "property": _("Property"),
    "people": _("People and posts"),
    "standards": _("Standards"),
    "insight": _("Insight"),
    "settings": _("Settings"),
}

MODULES = {
    "servicedesk": "service",
    "complaints": "service",
    "care": "service",
    "dispatch": "service",
    "visitors": "frontdesk",
    "parcels": "frontdesk",
    "cards": "frontdesk",
    "queues": "frontdesk",
    "watch": "frontdesk",
    "desk": "frontdesk",
}
"""Modules whose section has another name."""

_OF_EVENTS = (
    "agenda", "assembly", "clientele", "green", "layouts", "materials", "protected", "reception", "roomcontrol",
    "scheduling", "seating", "wayfinding",
)  # fmt: skip
PARENTS = dict.fromkeys(_OF_EVENTS, "conference:events")
"""Modules that are reached from a page of another: whose entry stands for theirs where they have none."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu.

    `section` is a code of SECTIONS. `url_name` is reversed with `site_code`. `icon` is the name of a Tabler outline
    icon. `permission(user, site)` says who sees it; None shows it to everybody who is at the site. `bar` puts it into
    the bottom bar of phones, which has room for four. `more`: used now and then; in a long section it stands folded.
    """

    section: str
    label: Any
    url_name: str
    icon: str = "circle"
    permission: Permission | None = None
    order: int = 100
    bar: bool = False
    more: bool = False


def section_label(code: str) -> str:
    """What readers call a module: the heading of its section of the menu; a module without one keeps its code."""
    return gettext(str(SECTIONS.get(MODULES.get(code, code), code)))


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A menu entry as this reader sees it here."""

    label: str
    url: str
    icon: str
    current: bool
    bar: bool


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A headed group of menu links, never empty. `folded` are those of a long section that are used now and then."""

    code: str
    label: str
    links: list[MenuLink] = field(default_factory=list)
    folded: list[MenuLink] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether the page shown is one of the folded ones."""
        return any(link.current for link in self.folded)


_items: dict[str, MenuItem] = {}


def register(item: MenuItem) -> None:
    """Put `item` into the menu. The same url_name a second time replaces the first."""
    _items[item.url_name] = item


def items() -> list[MenuItem]:
    """All registered entries in the order of the menu."""
    known = list(SECTIONS)
    place = {code: number for number, code in enumerate(known)}
    return sorted(_items.values(), key=lambda item: (place.get(item.section, len(known)), item.order, item.url_name))


def url_of(item: MenuItem, site_code: str) -> str | None:
    """The address of `item` at the site; None when its page does not exist, which is logged."""
    try:
        return reverse(item.url_name, kwargs={"site_code": site_code})
    except NoReverseMatch:
        log.warning("menu entry %s has no page", item.url_name)
        return None


def menu_for(user: Any, site: Any, path: str) -> list[MenuSection]:
    """The sections `user` sees at `site`, with the link of the page that is shown, or of its nearest parent, as current."""
    shown = [item for item in items() if item.permission is None or item.permission(user, site)]
    urls = {item.url_name: url for item in shown if (url := url_of(item, site.code))}
    here = _nearest(urls, path, site.code)
    sections: dict[str, list[MenuItem]] = {}
    for item in shown:
        if item.url_name in urls:
            sections.setdefault(item.section, []).append(item)
    return [_section(code, some, urls, here) for code, some in sections.items()]


def _nearest(urls: dict[str, str], path: str, site_code: str) -> str | None:
    """The longest address that begins `path`; a page of a module without an entry belongs to its parent's.

    The site's own address begins every path, so it is current on its own page only.
    """
    root = f"/s/{site_code}/"
    found = max((url for url in urls.values() if path.startswith(url)), key=len, default=None)
    if found is None or found != root or path == root:
        return found
    module = path.removeprefix(root).partition("/")[0]
    return urls.get(PARENTS.get(module, ""))


def _section(code: str, some: list[MenuItem], urls: dict[str, str], here: str | None) -> MenuSection:
    """The section's links; what is rarely used is folded where the section is long."""
    section = MenuSection(code, section_label(code))
    for item in some:
        url = urls[item.url_name]
        link = MenuLink(str(item.label), url, item.icon, url == here, item.bar)
        (section.folded if item.more and len(some) > LONG else section.links).append(link)
    return section
