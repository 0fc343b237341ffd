"""Isolated homes, what is put before their doors, what they are invited to (EPID-008, EPID-009)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now, to_utc
from guanjia.frontdesk.visitors.actions.epidemic import ask_delivery, move_delivery
from guanjia.frontdesk.visitors.actions.isolating import free_home, invite_isolated, isolate_home
from guanjia.frontdesk.visitors.forms.epidemic import DeliveryForm, InviteForm, IsolationForm
from guanjia.frontdesk.visitors.models import Delivery, Isolation
from guanjia.frontdesk.visitors.permissions import disinfects, files_policy, runs_door
from guanjia.frontdesk.visitors.rules.epidemic import DeliveryState
from guanjia.frontdesk.visitors.rules.isolating import IsolationState
from guanjia.frontdesk.visitors.views.epidemic.desk import STALE, reads_desk, show, tried
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page


@require_page(reads_desk)
def homes_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Isolated homes until when, deliveries that are asked for or stand before a door, three forms."""
    return _page(request)


def _page(request: HttpRequest, sentence: str = "", **bound: forms.Form) -> HttpResponse:
    site = request.site
    open_ones = Delivery.objects.filter(site=site, state__in=(DeliveryState.ASKED, DeliveryState.PLACED))
    more: dict[str, Any] = {
        "homes": Isolation.objects.filter(site=site, state=IsolationState.RUNNING)
        .select_related("unit")
        .order_by("until", "pk"),
        "deliveries": open_ones.select_related("unit", "by").order_by("asked_at", "pk"),
        "isolation_form": IsolationForm(site=site),
        "delivery_form": DeliveryForm(site=site, initial={"unit": request.GET.get("unit", "")[:40]}),
        "invite_form": InviteForm(),
        "sentence": sentence,
    }
    return show(request, "homes", 422 if bound or sentence else 200, **(more | bound))


@require_POST
@require_page(files_policy)
def isolate_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """A home is isolated by an order of the authority."""
    form = IsolationForm(request.POST, site=request.site)
    who = {"site": request.site, "actor": request.user, "at": site_now(request.site)}
    if tried(form, lambda: isolate_home(**form.cleaned_data, **who)):
        return redirect("visitors:isolated", site_code)
    return _page(request, isolation_form=form)


@require_POST
@require_page(files_policy)
def free_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The authority lifts the isolation before its day."""
    row = get_object_or_404(Isolation.objects.select_related("site", "unit"), site=request.site, pk=pk)
    try:
        free_home(isolation=row, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        return _page(request, _(STALE))
    return redirect("visitors:isolated", site_code)


@require_POST
@require_page(files_policy | runs_door)
def invite_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Isolated homes are told of something that happens online."""
    form, site = InviteForm(request.POST), request.site
    told: list[int] = []

    def deed() -> None:
        given = form.cleaned_data
        when = to_utc(site, given["when"].replace(tzinfo=None))
        who = {"actor": request.user, "at": site_now(site)}
        told.append(invite_isolated(site=site, title=given["title"], when=when, how=given["how"], **who))

    if tried(form, deed):
        messages.success(request, _("%(count)d persons were told.") % {"count": told[0]})
        return redirect("visitors:isolated", site_code)
    return _page(request, invite_form=form)


@require_POST
@require_page(runs_door)
def delivery_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Something is to be put before a door."""
    form = DeliveryForm(request.POST, site=request.site)
    who = {"site": request.site, "actor": request.user, "at": site_now(request.site)}
    if tried(form, lambda: ask_delivery(**form.cleaned_data, **who)):
        return redirect("visitors:isolated", site_code)
    return _page(request, delivery_form=form)


@require_POST
@require_page(runs_door | disinfects)
def delivery_moved(request: HttpRequest, site_code: str, pk: int, to: str) -> HttpResponse:
    """Before the door, taken in, called off."""
    row = get_object_or_404(Delivery.objects.select_related("site"), site=request.site, pk=pk)
    goal = DeliveryState(to) if to in set(DeliveryState) else DeliveryState.PLACED
    try:
        move_delivery(delivery=row, to=goal, actor=request.user, at=site_now(request.site))
    except MoveRefused:
        return _page(request, _(STALE))
    return redirect("visitors:isolated", site_code)
