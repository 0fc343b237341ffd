"""Desk machines: registering one, signing in by card and PIN, the idle lock, changing the person (FIELD 8)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.actions.machines import (
    register_machine,
    revoke_machine,
    set_pin,
    sit_down,
    stand_up,
    try_pin,
)
from guanjia.frontdesk.desk.actions.telephone import connection_of
from guanjia.frontdesk.desk.models import Machine
from guanjia.frontdesk.desk.permissions import keeps_machines, sees_machines
from guanjia.frontdesk.desk.queries.machines import COOKIE, LOCKED, machine_of, sitting_at
from guanjia.frontdesk.desk.queries.posts import post_names
from guanjia.frontdesk.desk.rules.pins import PinAnswer
from guanjia.people.public import is_staff, public_page, require_page
from guanjia.posts.public import Post

TEN_YEARS = int(timedelta(days=3650).total_seconds())


@require_page(sees_machines, write=keeps_machines)
def machines(request: HttpRequest, site_code: str) -> HttpResponse:
    """The machines of the site; registering makes the browser in front of you one of them."""
    site, at, refusal = request.site, site_now(request.site), ""
    if request.method == "POST":
        try:
            machine, token = register_machine(
                site=site,
                name=request.POST.get("name", ""),
                post_code=request.POST.get("post", ""),
                extension=request.POST.get("extension", ""),
                actor=request.user,
                at=at,
            )
        except DeskRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("This computer is now %(name)s.") % {"name": machine.name})
            answer = redirect("desk:machines", site_code)
            answer.set_cookie(
                COOKIE, token, max_age=TEN_YEARS, httponly=True, secure=request.is_secure(), samesite="Strict"
            )
            return answer
    names, machines = post_names(site), Machine.objects.filter(site=site, revoked_at=None)
    rows = [(machine, names.get(machine.post_code, machine.post_code), sitting_at(machine)) for machine in machines]
    context = {
        "rows": rows,
        "refusal": refusal,
        "typed": request.POST,
        "posts": Post.objects.filter(site=site, is_open=True),
        "here": machine_of(request),
        "keeps": keeps_machines(request.user, site),
        "line": connection_of(site) if keeps_machines(request.user, site) else None,
    }
    return render(request, "desk/machines.html", context, status=422 if refusal else 200)


@require_POST
@require_page(keeps_machines)
def revoke(request: HttpRequest, site_code: str, machine_id: int) -> HttpResponse:
    """Take a machine out of service."""
    machine = get_object_or_404(Machine, site=request.site, pk=machine_id)
    revoke_machine(machine=machine, actor=request.user, at=site_now(request.site))
    return redirect("desk:machines", site_code)


@require_page(is_staff)
def own_pin(request: HttpRequest, site_code: str) -> HttpResponse:
    """Choose one's own PIN; the new card's code is shown once, to be printed."""
    card = ""
    if request.method == "POST":
        try:
            pin = request.POST.get("pin", "")
            card = set_pin(site=request.site, user=request.user, pin=pin, actor=request.user, at=site_now(request.site))
        except DeskRefused as refused:
            messages.error(request, str(refused))
    return render(request, "desk/pin.html", {"card": card, "qr": SafeString(qr_svg(card)) if card else ""})


@csrf_protect
@public_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Card and PIN at a desk machine; without its cookie this page does nothing. Also unlocks and changes the person."""
    machine = machine_of(request)
    back = request.POST.get("next") or request.GET.get("next", "")
    context: dict[str, Any] = {"machine": machine, "next": back, "sitting": sitting_at(machine) if machine else None}
    if machine is None or request.method != "POST":
        return render(request, "desk/sign_in.html", context, status=200 if machine else 404)
    at = site_now(machine.site)
    answer, user = try_pin(machine=machine, badge=request.POST.get("badge", ""), pin=request.POST.get("pin", ""), at=at)
    if user is None:
        if _wants_json(request):
            return JsonResponse({"message": _(answer.label)}, status=429 if answer is PinAnswer.LOCKED else 422)
        return render(request, "desk/sign_in.html", context | {"refusal": answer}, status=422)
    same = request.user.pk == user.pk
    if not same:
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(LOCKED, None)
    sit_down(machine=machine, user=user, at=at)
    home = reverse("desk:desk", args=[machine.site.code])
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if _wants_json(request):
        return JsonResponse({"same": same, "url": back if safe else home})
    return redirect(back if safe else home)


@require_POST
@csrf_protect
@public_page
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the machine: until card and PIN are shown again nothing is answered. `leave` signs out."""
    machine = machine_of(request)
    if machine is not None and request.user.is_authenticated:
        if request.POST.get("leave"):
            stand_up(machine=machine, user=request.user, at=site_now(machine.site))
            logout(request)
        else:
            request.session[LOCKED] = True
    return JsonResponse({"locked": True}) if _wants_json(request) else redirect("desk_sign_in")


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
