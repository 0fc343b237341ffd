"""Who may open the pages of places. The floor of people enforces it, since it knows who has which role."""

from collections.abc import Callable
from typing import Any

EVERYBODY_HERE: frozenset[str] = frozenset()
KEEPERS = frozenset({"coordinator"})  # the site's manager and head office always
CLOSERS = frozenset({"coordinator", "team_leader", "technician"})

View = Callable[..., Any]


def page(view: View, *, read: frozenset[str] = EVERYBODY_HERE, write: frozenset[str] = KEEPERS) -> View:
    """State which roles read and which write the page; all staff read where none is named."""
    view.page_roles = (read, write)  # type: ignore[attr-defined]
    return view


def closers_page(view: View) -> View:
    """A page where whoever may close a room writes."""
    return page(view, write=CLOSERS)


def keepers_page(view: View) -> View:
    """A page that only keepers of master data open."""
    return page(view, read=KEEPERS)
