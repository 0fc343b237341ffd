"""Who may open the pages that the foundation itself shows. The floors above know the roles and hand the rules in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Predicate = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class PageRule:
    """Who reads and who writes: functions of (user, site)."""

    read: Predicate
    write: Predicate


def _anyone(user: Any, site: Any) -> bool:
    return True


_rules: dict[str, PageRule] = {"anyone": PageRule(_anyone, _anyone)}


def define(name: str, *, read: Predicate, write: Predicate) -> None:
    """Say who may open pages of this name: `member` (works here), `system` (watches over the installation).

    Called once by the floor that knows the roles, from its apps.ready(). Until then nobody may.
    """
    _rules[name] = PageRule(read, write)


def may(name: str, user: Any, site: Any, *, write: bool = False) -> bool:
    """Whether the user may read (or write) pages of this name at the site."""
    rule = _rules.get(name)
    return rule is not None and (rule.write if write else rule.read)(user, site)


def page(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorate a view of the foundation with the rule `name`. The site comes from the middleware; without it 404."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def ruled(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            site = getattr(request, "site", None)
            if "site_code" in kwargs and site is None:
                raise Http404
            if not may(name, request.user, site, write=request.method not in SAFE):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        ruled.page_rule = lambda user, site: may(name, user, site)  # type: ignore[attr-defined]
        ruled.write_rule = lambda user, site: may(name, user, site, write=True)  # type: ignore[attr-defined]
        return ruled

    return decorate
