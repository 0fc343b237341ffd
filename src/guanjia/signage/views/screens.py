"""The screens of a site: which are late, which are black; one key for each zone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.signage.actions.screens import (
    ScreenRefused,
    change_screen,
    hang_screen,
    new_token,
    signs_topic,
    take_down,
)
from guanjia.signage.actions.takeovers import give_back, take_over
from guanjia.signage.forms import EmergencyForm, ScreenForm, initial_of
from guanjia.signage.models import Screen, Takeover
from guanjia.signage.permissions import blacks_screens, hangs_screens, sees_screens, warns
from guanjia.signage.queries.screens import overview
from guanjia.signage.rules.screens import TakeoverKind
from guanjia.ui.errors import refused as refusal

LAST = 15


def _context(request: HttpRequest, form: EmergencyForm | None = None) -> dict[str, Any]:
    lines, zones = overview(request.site, site_now(request.site))
    return {
        "lines": lines,
        "zones": zones,
        "form": form or EmergencyForm(zones=[(zone.code, zone.name) for zone in zones]),
        "past": Takeover.objects.filter(site=request.site)
        .exclude(lifted_at=None)
        .select_related("by", "lifted_by")[:LAST],
        "hangs": hangs_screens(request.user, request.site),
        "blacks": blacks_screens(request.user, request.site),
        "warns": warns(request.user, request.site),
        "topic": signs_topic(request.site.pk),
    }


@require_page(sees_screens)
def screens_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Screens with their contact, zones with their key, what was taken over lately."""
    return render(request, "signage/screens.html", _context(request))


@require_POST
@require_page(blacks_screens)
def black(request: HttpRequest, site_code: str) -> HttpResponse:
    """One press: the screens of the zone are black."""
    try:
        take_over(
            site=request.site,
            kind=TakeoverKind.BLACK,
            zone=request.POST.get("zone", ""),
            actor=request.user,
            at=site_now(request.site),
        )
    except ScreenRefused as refused:
        return refusal(request, refused.message, back=reverse("signage:screens", args=[site_code]))
    messages.success(request, _("Black."))
    return redirect("signage:screens", site_code)


@require_POST
@require_page(warns)
def emergency(request: HttpRequest, site_code: str) -> HttpResponse:
    """The screens of the zone say what people must do and point to the nearest exit."""
    zones = [(zone.code, zone.name) for zone in overview(request.site, site_now(request.site))[1]]
    form = EmergencyForm(request.POST, zones=zones)
    if form.is_valid():
        given = form.cleaned_data
        try:
            take_over(
                site=request.site, kind=TakeoverKind.EMERGENCY, zone=given["zone"], text=given["text"], text_en=given["text_en"],
                actor=request.user, at=site_now(request.site),
            )  # fmt: skip
        except ScreenRefused as refused:
            form.add_error(refused.field, refused.message)
        except SecretRefused as secret:
            form.add_error("text", str(secret))
        else:
            messages.success(request, _("The screens say it."))
            return redirect("signage:screens", site_code)
    return render(request, "signage/screens.html", _context(request, form), status=422)


@require_POST
@require_page(blacks_screens)
def back(request: HttpRequest, site_code: str, takeover_id: int) -> HttpResponse:
    """Another press: the screens show meetings again. An emergency is ended by those who may call one."""
    taken = get_object_or_404(Takeover.objects.select_related("site"), pk=takeover_id, site=request.site)
    if taken.stage is TakeoverKind.EMERGENCY and not warns(request.user, request.site):
        return refusal(request, _("An emergency is ended by the leader, the guard or the duty manager."),
                       back=reverse("signage:screens", args=[site_code]))  # fmt: skip
    give_back(takeover=taken, actor=request.user, at=site_now(request.site))
    return redirect("signage:screens", site_code)


@require_page(hangs_screens)
def screen_form(request: HttpRequest, site_code: str, screen_id: int = 0) -> HttpResponse:
    """Hang a screen up, or change one. The address of a new one is shown once."""
    screen = _find(request, screen_id) if screen_id else None
    data = request.POST if request.method == "POST" else None
    form = ScreenForm(data, site=request.site, initial=initial_of(screen) if screen else {})
    if request.method == "POST" and form.is_valid():
        at = site_now(request.site)
        try:
            if screen is not None:
                change_screen(screen=screen, draft=form.draft(), actor=request.user, at=at)
                return redirect("signage:screens", site_code)
            made, token = hang_screen(site=request.site, draft=form.draft(), actor=request.user, at=at)
        except ScreenRefused as refused:
            form.add_error(refused.field, refused.message)
        except SecretRefused as secret:
            form.add_error("name", str(secret))
        else:
            return _address(request, made, token)
    return render(request, "signage/form.html", {"form": form, "screen": screen}, status=422 if form.errors else 200)


def _address(request: HttpRequest, screen: Screen, token: str) -> HttpResponse:
    url = request.build_absolute_uri(reverse("screen", args=[token]))
    context = {"screen": screen, "address": url, "qr": SafeString(qr_svg(url))}
    return render(request, "signage/address.html", context)


@require_POST
@require_page(hangs_screens)
def readdress(request: HttpRequest, site_code: str, screen_id: int) -> HttpResponse:
    """A new address for a screen whose address is lost or known to too many."""
    screen = _find(request, screen_id)
    return _address(request, screen, new_token(screen=screen, actor=request.user, at=site_now(request.site)))


@require_POST
@require_page(hangs_screens)
def remove(request: HttpRequest, site_code: str, screen_id: int) -> HttpResponse:
    """Take a screen down."""
    take_down(screen=_find(request, screen_id), actor=request.user, at=site_now(request.site))
    return redirect("signage:screens", site_code)


def _find(request: HttpRequest, screen_id: int) -> Screen:
    return get_object_or_404(Screen.objects.select_related("site"), pk=screen_id, site=request.site, retired_at=None)
