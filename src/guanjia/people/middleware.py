"""Finds the site of a staff page and refuses pages that have no rule."""

from collections.abc import Callable
from functools import partial
from typing import Any

import rules
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from guanjia.foundation.sites.public import Site
from guanjia.people.models import User
from guanjia.people.permissions.holding import find_site, load_grants
from guanjia.people.permissions.pages import ask_to_log_in, check_page
from guanjia.people.permissions.predicates import can_write, is_any_of, is_anyone, is_auditor, is_signed_in, is_staff
from guanjia.people.permissions.second_factor import lacks_second_factor
from guanjia.people.rules.roles import Roles

OWN_RULES = frozenset({"allauth", "django", "ninja", "whitenoise"})
SIGNED_IN, STAFF = (is_signed_in, is_signed_in), (is_staff, can_write)
FLOOR_RULES = {
    "guanjia.foundation.files": SIGNED_IN,
    "guanjia.foundation.messages": SIGNED_IN,
    "guanjia.foundation.live": SIGNED_IN,
    "guanjia.foundation.search": STAFF,
    "guanjia.foundation.tables": STAFF,
    "guanjia.foundation.journal": STAFF,
    "guanjia.foundation.persons": STAFF,
}


class SiteScopeMiddleware:
    """Sets `request.site` on /s/<site_code>/... to a site of the user's, and None elsewhere.

    Nobody logged in goes to the log-in page; a site that is not theirs does not exist (404). The site is remembered as
    the user's last. A view of the house without `require_page` or `public_page` is refused: 403, an error in DEBUG.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Find the site, then see that the view has a rule."""
        check_rule(view)
        code, below = kwargs.get("site_code"), floor_rule(view)
        if code is None and below is None:
            return None
        if getattr(view, "login_required", True) is False or getattr(view, "page_rule", None) is is_anyone:
            return None
        if not isinstance(request.user, User):
            return ask_to_log_in(request)
        refusal = self._enter(request, code) if code is not None else None
        if below is not None:
            check_page(request, *below)
        return refusal

    def _enter(self, request: HttpRequest, code: str) -> HttpResponseBase | None:
        user = request.user
        user.grants = load_grants(user)  # type: ignore[attr-defined]
        if (site := find_site(user, code)) is None:
            raise Http404
        request.site = site  # type: ignore[attr-defined]
        request.may = partial(may, user, site)  # type: ignore[attr-defined]
        if request.session.get("site") != code:
            request.session["site"] = code
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return redirect("mfa_activate_totp") if lacks_second_factor(user, site) else None


def may(user: User, site: Site, *codes: str) -> bool:
    """Whether the user may write what these roles may. `request.may`, for pages of floors below people."""
    return not is_auditor(user, site) and is_any_of(*map(Roles, codes))(user, site)


def has_rule(view: Callable[..., Any]) -> bool:
    """Whether it is settled who may open the view.

    By `require_page` or `public_page`; by Django's own `login_not_required`, which floors below people use for what is
    open to all; by `page_roles` or FLOOR_RULES for their other views; libraries in OWN_RULES keep their own rules.
    """
    if hasattr(view, "page_rule") or getattr(view, "login_required", True) is False:
        return True
    return floor_rule(view) is not None or (view.__module__ or "").partition(".")[0] in OWN_RULES


def floor_rule(view: Callable[..., Any]) -> tuple[rules.Predicate, rules.Predicate] | None:
    """Who may read and who may write a view of a floor below people, which cannot name predicates; None for others.

    A view there carries `page_roles`, (codes of readers, codes of writers): no readers named means all staff. What has
    none gets the rule of its floor in FLOOR_RULES.
    """
    if hasattr(view, "page_rule"):
        return None
    if (roles := getattr(view, "page_roles", None)) is not None:
        readers, writers = roles
        return is_any_of(*map(Roles, readers)) if readers else is_staff, is_any_of(*map(Roles, writers))
    module = view.__module__ or ""
    return next((rule for floor, rule in FLOOR_RULES.items() if module.startswith(floor)), None)


def check_rule(view: Callable[..., Any]) -> None:
    """Pass if the view has a rule, else raise: loudly in DEBUG, as a refusal otherwise."""
    if has_rule(view):
        return
    message = f"{view.__module__}.{getattr(view, '__qualname__', view)} has no rule: use people.public.require_page"
    if settings.DEBUG:
        raise ImproperlyConfigured(message)
    raise PermissionDenied(message)
