"""The rule of the foundation's own pages."""

from collections.abc import Callable
from typing import Any

import rules

from guanjia.foundation.sites.public import Site

View = Callable[..., Any]


def site_of(request: Any) -> Site:
    """The site of a staff page, found by the middleware."""
    return request.site


@rules.predicate
def is_at_site(user: Any, site: Any) -> bool:
    """Whether the user is logged in and the site is one of theirs (the middleware has found it)."""
    return bool(getattr(user, "is_authenticated", False)) and site is not None


def site_page(view: View) -> View:
    """Decorate a view that everybody of the site may open; what it shows it must check row by row."""
    view.page_rule = view.write_rule = is_at_site  # type: ignore[attr-defined]
    return view
