"""Finds the site of a staff page and refuses pages that have no rule."""

from collections.abc import Callable
from typing import Any

import rules
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from guanjia.people.models import User
from guanjia.people.permissions.holding import find_site, load_grants
from guanjia.people.permissions.pages import ask_to_log_in, check_page
from guanjia.people.permissions.predicates import can_write, is_anyone, is_signed_in, is_staff
from guanjia.people.permissions.second_factor import lacks_second_factor

OWN_RULES = frozenset({"allauth", "django", "ninja", "whitenoise"})
FLOOR_RULES = {
    "guanjia.foundation.files": is_signed_in,
    "guanjia.foundation.messages": is_signed_in,
    "guanjia.foundation.live": is_signed_in,
    "guanjia.foundation.search": is_staff,
    "guanjia.foundation.tables": is_staff,
    "guanjia.foundation.journal": is_staff,
    "guanjia.foundation.persons": is_staff,
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
        code, below = kwargs.get("site_code"), None if hasattr(view, "page_rule") else floor_rule(view.__module__ or "")
        if code is None and below is None:
            return None
        if getattr(view, "login_required", True) is False or getattr(view, "page_rule", None) is is_anyone:
            return None
        if not isinstance(request.user, User):
            return ask_to_log_in(request)
        refusal = self._enter(request, code) if code is not None else None
        if below is not None:
            check_page(request, below, can_write if code is not None else below)
        return refusal

    def _enter(self, request: HttpRequest, code: str) -> HttpResponseBase | None:
        user = request.user
        user.grants = load_grants(user)  # type: ignore[attr-defined]
        if (site := find_site(user, code)) is None:
            raise Http404
        request.site = site  # type: ignore[attr-defined]
        if request.session.get("site") != code:
            request.session["site"] = code
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return redirect("mfa_activate_totp") if lacks_second_factor(user, site) else None


def has_rule(view: Callable[..., Any]) -> bool:
    """Whether it is settled who may open the view.

    By `require_page` or `public_page`; by Django's own `login_not_required`, which floors below people use for what is
    open to all; by FLOOR_RULES for the other views of those floors; libraries in OWN_RULES keep their own rules.
    """
    module = view.__module__ or ""
    if hasattr(view, "page_rule") or getattr(view, "login_required", True) is False:
        return True
    return floor_rule(module) is not None or module.partition(".")[0] in OWN_RULES


def floor_rule(module: str) -> rules.Predicate | None:
    """The rule that people keeps for views of a floor below it, which cannot name one; None if there is none."""
    return next((rule for floor, rule in FLOOR_RULES.items() if module.startswith(floor)), None)


def check_rule(view: Callable[..., Any]) -> None:
    """Pass if the view has a rule, else raise: loudly in DEBUG, as a refusal otherwise."""
    if has_rule(view):
        return
    message = f"{view.__module__}.{getattr(view, '__qualname__', view)} has no rule: use people.public.require_page"
    if settings.DEBUG:
        raise ImproperlyConfigured(message)
    raise PermissionDenied(message)
