"""The rule of a page: every view of the house names who may open it, or nobody may."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from guanjia.people.permissions.holding import find_site
from guanjia.people.permissions.predicates import is_anyone, is_auditor

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def require_page(predicate: rules.Predicate, *, write: rules.Predicate | None = None) -> Callable[[View], View]:
    """Decorate a view: `predicate(user, site)` opens it, `write` (default: the same) lets unsafe methods through.

    Nobody logged in is sent to the log-in page and back. Whoever audits the site reads all its pages and writes none.
    A refusal is 403; a site that is not the user's is 404, from the middleware or, where it did not run, from here.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def ruled(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if predicate is not is_anyone:
                if not request.user.is_authenticated:
                    return ask_to_log_in(request)
                ensure_site(request, kwargs.get("site_code"))
                check_page(request, predicate, write or predicate)
            return view(request, *args, **kwargs)

        ruled.page_rule = predicate  # type: ignore[attr-defined]
        ruled.write_rule = write or predicate  # type: ignore[attr-defined]
        return ruled

    return decorate


def public_page(view: View) -> View:
    """Decorate a view that everybody may open; what it shows it must check by itself (a token, a number)."""
    return require_page(is_anyone)(view)


def ensure_site(request: HttpRequest, code: str | None) -> None:
    """Set `request.site` from the code in the address unless the middleware has; raise Http404 if not the user's."""
    if code is not None and getattr(request, "site", None) is None:
        if (site := find_site(request.user, code)) is None:
            raise Http404
        request.site = site  # type: ignore[attr-defined]


def check_page(request: HttpRequest, read: rules.Predicate, write: rules.Predicate) -> None:
    """Raise PermissionDenied unless the user may do this at `request.site`; `request.reads_only` tells of an auditor."""
    site = getattr(request, "site", None)
    audits = is_auditor(request.user, site)
    request.reads_only = audits  # type: ignore[attr-defined]
    reads = request.method in SAFE
    if audits and not reads:
        raise PermissionDenied
    if not audits and not (read if reads else write)(request.user, site):
        raise PermissionDenied


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """To the log-in page and back; a script or an unsafe request gets a plain 401 so that nothing typed is lost."""
    if request.method not in SAFE or request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path())
