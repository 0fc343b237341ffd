"""What hangs on the wall: /p/screen/<token>/. No account; the address is the key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from guanjia.foundation.live.public import version
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page, require_page
from guanjia.signage.actions.screens import asked, find_screen, signs_topic
from guanjia.signage.models import Screen
from guanjia.signage.permissions import sees_screens
from guanjia.signage.queries.facing import face_of
from guanjia.signage.rules.screens import Scope
from guanjia.wayfinding.public import english_floor, english_rooms

REFRESH_S = 20


@never_cache
@require_GET
@public_page
def screen_page(request: HttpRequest, token: str) -> HttpResponse:
    """The whole page; a forged or replaced address is one sentence, 404."""
    return _shown(request, token, "signage/screen.html")


@never_cache
@require_GET
@public_page
def screen_face(request: HttpRequest, token: str) -> HttpResponse:
    """The part that is fetched anew when something changed, and each twenty seconds as a sign of life."""
    return _shown(request, token, "signage/parts/face.html")


def _shown(request: HttpRequest, token: str, template: str) -> HttpResponse:
    screen = find_screen(token)
    if screen is None:
        return render(request, "signage/unknown.html", status=404)
    context = context_of(screen)
    asked(screen, context["at"])
    return render(request, template, context)


@never_cache
@require_GET
@require_page(sees_screens)
def preview(request: HttpRequest, site_code: str, screen_id: int) -> HttpResponse:
    """What the screen shows, for those who work here; it is no sign of life."""
    rows = Screen.objects.select_related("site", "room", "floor__building", "building", "spot__site", "spot__floor")
    screen = get_object_or_404(rows, pk=screen_id, site=request.site, retired_at=None)
    return render(request, "signage/screen.html", context_of(screen) | {"is_preview": True})


def context_of(screen: Screen) -> dict[str, Any]:
    """The face of a screen in each of its languages. The version is read first: what changes meanwhile is fetched again."""
    site, topic = screen.site, signs_topic(screen.site_id)
    seen, at = version(topic), site_now(site)
    face = face_of(screen, at)
    later = max(1, round((face.next_at - at).total_seconds()) + 1) if face.next_at else 0
    return {
        "site": site,
        "screen": screen,
        "face": face,
        "at": at,
        "topic": topic,
        "version": seen,
        "tongues": screen.languages.split(","),
        "is_door": screen.scope == Scope.ROOM,
        "room_en": english_rooms(site).get(screen.room_id or 0, "") if screen.scope == Scope.ROOM else "",
        "floor_en": english_floor(screen.floor.name, screen.floor.level) if screen.floor else "",
        "next_s": later,
        "refresh_s": REFRESH_S,
        "html_lang": translation.to_locale(screen.languages.split(",")[0]).replace("_", "-"),
    }
