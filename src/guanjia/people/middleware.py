"""Finds the site of a staff page and refuses pages that have no rule."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.views.defaults import bad_request

from guanjia.people.models import User
from guanjia.people.permissions.holding import find_site, load_grants
from guanjia.people.permissions.pages import ask_to_log_in, check_page
from guanjia.people.permissions.predicates import is_anyone
from guanjia.people.permissions.second_factor import lacks_second_factor

OWN_RULES = frozenset({"allauth", "django", "ninja", "whitenoise"})


class SiteScopeMiddleware:
    """Sets `request.site` on /s/<site_code>/... to a site of the user's, and None elsewhere.

    Nobody logged in goes to the log-in page; a site that is not theirs does not exist (404). The site is remembered as
    the user's last. A view without `page_rule` (require_page, public_page; below people `sites.public.page`) is refused:
    403, an error in DEBUG.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Find the site, then see that the view has a rule and the user keeps it."""
        check_rule(view)
        rule, code = getattr(view, "page_rule", None), kwargs.get("site_code")
        if code is None or rule is None or rule is is_anyone:
            return None
        if not isinstance(request.user, User):
            return ask_to_log_in(request)
        refusal = self._enter(request, code)
        check_page(request, rule, getattr(view, "write_rule", rule))
        return refusal

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A text with a NUL, which nobody types and PostgreSQL cannot keep, is a bad request on every page."""
        is_nul = isinstance(exception, DataError | ValueError) and "NUL (0x00)" in str(exception)
        return bad_request(request, exception) if is_nul else None

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
    """Whether the view names who may open it; libraries in OWN_RULES keep their own rules."""
    return hasattr(view, "page_rule") or (view.__module__ or "").partition(".")[0] in OWN_RULES


def check_rule(view: Callable[..., Any]) -> None:
    """Pass if the view has a rule, else raise: loudly in DEBUG, as a refusal otherwise."""
    if has_rule(view):
        return
    message = f"{view.__module__}.{getattr(view, '__qualname__', view)} has no rule: use people.public.require_page"
    if settings.DEBUG:
        raise ImproperlyConfigured(message)
    raise PermissionDenied(message)
