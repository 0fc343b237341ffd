"""Links that higher modules put onto a page of a lower one: the seating plan on the page of an event."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from guanjia.ui.menu import Permission


@dataclass(frozen=True, slots=True)
class PageLink:
    """A button in the head of a page, or in a row of it. `page` names it ("conference.event", "conference.block",
    "conference.checkin", "conference.guest"); `code` is unique there.

    `url(site, row)` gives the address for the row that the page shows, or "" where the link does not apply to it.
    `permission(user, site)` says who sees it; None shows it to every reader of the page.
    """

    page: str
    code: str
    label: Any
    url: Callable[[Any, Any], str]
    permission: Permission | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link as this reader sees it."""

    label: str
    url: str


_links: dict[tuple[str, str], PageLink] = {}


def register_link(link: PageLink) -> None:
    """Put `link` onto its page. The same page and code a second time replace the first."""
    _links[link.page, link.code] = link


def links_for(page: str, user: Any, site: Any, row: Any) -> list[ShownLink]:
    """The links of a page that this reader sees for this row, in their order."""
    found = sorted((link for link in _links.values() if link.page == page), key=lambda link: (link.order, link.code))
    shown = [link for link in found if link.permission is None or link.permission(user, site)]
    return [ShownLink(str(link.label), url) for link in shown if (url := link.url(site, row))]
