"""Files that must lie at the root of the address space, and the reader's own preferences."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import rules
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

View = Callable[..., HttpResponseBase]
STATIC = Path(__file__).parent / "static" / "ui"
ICON_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
PREFERENCES = {"density": ("compact", "comfortable"), "elder": ("0", "1")}
YEAR_S = 365 * 24 * 3600


def everybody(view: View) -> View:
    """Mark the view as open to everybody, as the check of page rules wants it. Roles live on a higher floor."""
    view.page_rule = view.write_rule = rules.always_allow  # type: ignore[attr-defined]
    return view


@everybody
@require_GET
def service_worker(request: HttpRequest) -> FileResponse:
    """The service worker, at the root so that it may serve every page. 404 before the front end is built."""
    file = STATIC / "dist" / "sw.js"
    if not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@everybody
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to install Guanjia."""
    icons = [
        {"src": "/ui/icons/icon.svg", "type": "image/svg+xml", "sizes": "any"},
        {"src": "/ui/icons/icon-192.png", "type": "image/png", "sizes": "192x192"},
        {"src": "/ui/icons/icon-512.png", "type": "image/png", "sizes": "512x512", "purpose": "any maskable"},
    ]
    body: dict[str, Any] = {
        "id": "/",
        "name": gettext("Guanjia"),
        "short_name": gettext("Guanjia"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f7f9",
        "theme_color": "#ffffff",
        "icons": icons,
    }
    return JsonResponse(body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@everybody
@require_GET
def icon_file(request: HttpRequest, name: str) -> FileResponse:
    """One of the icons of the installed application."""
    file = STATIC / "icons" / name
    if file.suffix not in ICON_TYPES or not file.is_file():
        raise Http404
    response = FileResponse(file.open("rb"), content_type=ICON_TYPES[file.suffix])
    response["Cache-Control"] = "public, max-age=86400"
    return response


@everybody
@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Keep how this browser shows pages: density of rows, large print. An unknown value changes nothing."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, values in PREFERENCES.items():
        if request.POST.get(name) in values:
            response.set_cookie(name, request.POST[name], max_age=YEAR_S, samesite="Lax", secure=request.is_secure())
    return response
