"""Keeps a locked desk machine shut: the screen's cover alone would be no lock."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guanjia.frontdesk.desk.queries.machines import LOCKED

OPEN_WHILE_LOCKED = ("/p/desk/", "/static/", "/i18n/", "/accounts/logout", "/live")
SAFE = frozenset({"GET", "HEAD"})


class DeskLockMiddleware:
    """While the session of a desk machine is locked a page leads to the card and PIN, anything else is refused (423)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not has_session or request.path.startswith(OPEN_WHILE_LOCKED) or not request.session.get(LOCKED):
            return self.get_response(request)
        if request.method in SAFE and not request.headers.get("HX-Request"):
            return redirect(f"{reverse('desk_sign_in')}?{urlencode({'next': request.get_full_path()})}")
        return JsonResponse({"error": "locked", "message": _("This machine is locked. Show card and PIN.")}, status=423)
