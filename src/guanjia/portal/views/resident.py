"""Who may open a page of the portal: somebody with a home here today, or (for what they asked for themselves) within a year."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import public_page
from guanjia.portal.actions.accounts import device_of
from guanjia.portal.queries.residence import residence_of

View = Callable[..., HttpResponseBase]
DEVICE = "portal_device"


def public_site(code: str) -> Site:
    """The site of that code; a rehearsal or an unknown one is 404."""
    found = Site.objects.select_related("company").filter(code=code, rehearsal_of=None).first()
    if found is None:
        raise Http404
    return found


def resident_page(view: View | None = None, *, history: bool = False) -> Any:
    """Decorate a page of the portal: `request.residence` says whose it is, `request.site` where.

    Nobody logged in goes to the log-in by phone and comes back. Somebody who moved out sees pages with `history` only; a
    stranger's account is told whom to ask. The session counts in the browser in which it began and until it is ended.
    """

    def decorate(inner: View) -> View:
        @wraps(inner)
        def ruled(request: HttpRequest, site_code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            site = public_site(site_code)
            at = site_now(site)
            request.site = site  # type: ignore[attr-defined]
            if not request.user.is_authenticated or not _same_device(request, site, at):
                return _log_in(request, site)
            found = residence_of(request.user, site, at)
            if found is None or (not found.homes and not history):
                context = {"phone": site.settings.get("phone", ""), "moved": found is not None}
                return render(request, "portal/home/no_home.html", context, status=403)
            request.residence = found  # type: ignore[attr-defined]
            answer = inner(request, site_code, *args, **kwargs)
            answer["Referrer-Policy"] = "same-origin"
            return answer

        return public_page(never_cache(ruled))

    return decorate if view is None else decorate(view)


def _same_device(request: HttpRequest, site: Site, at: Any) -> bool:
    """Whether the session is a password's, or a phone code's that still counts in this browser; an ended one is logged out."""
    token = request.session.get(DEVICE)
    if token is None:
        return not request.user.username.startswith("resident-")
    agent = request.headers.get("User-Agent", "")
    if device_of(site=site, user=request.user, token=token, agent=agent, at=at) is not None:
        return True
    logout(request)
    return False


def _log_in(request: HttpRequest, site: Site) -> HttpResponse:
    url = reverse("portal:login", args=[site.code])
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{url}?{urlencode({'next': request.path})}")
    return render(request, "portal/home/log_in_again.html", {"url": url, "site": site}, status=401)
