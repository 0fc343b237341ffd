"""What the frame of a page needs from modules above: they hand their functions in from `apps.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from guanjia.kernel import clock


@dataclass(frozen=True, slots=True)
class Bell:
    """How many messages wait for the reader, the page that lists them and the live topic that tells of new ones."""

    count: int
    url: str
    topic: str = ""


@dataclass(slots=True)
class Chrome:
    """The functions the frame calls. Each has an answer for a house in which nobody handed one in.

    sites(user): the sites the user may enter, for the switcher.
    site_url(site): where the switcher leads.
    bell(user, site): the bell, or None for no bell.
    search_url(site): the address of the search page, or None for no search box.
    account_url(user): the page of the reader's own account, or None.
    name(user): how the user is called on screen.
    present(site): the site's now.
    """

    sites: Callable[[Any], Iterable[Any]] = field(default=lambda user: ())
    site_url: Callable[[Any], str] = field(default=lambda site: f"/s/{site.code}/")
    bell: Callable[[Any, Any], Bell | None] = field(default=lambda user, site: None)
    search_url: Callable[[Any], str | None] = field(default=lambda site: None)
    account_url: Callable[[Any], str | None] = field(default=lambda user: None)
    name: Callable[[Any], str] = field(default=lambda user: user.get_full_name() or user.get_username())
    present: Callable[[Any], datetime] = field(default=lambda site: clock.now())


chrome = Chrome()
