"""Outages: the list, announcing one, one of them with who was told."""

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.public import duties_of
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.frontdesk.homes.actions.outages import (
    OUTAGE,
    OutageRefused,
    announce_outage,
    end_outage,
    extend_outage,
    withdraw_outage,
)
from guanjia.frontdesk.homes.forms.outage import LaterForm, OutageForm
from guanjia.frontdesk.homes.models import Outage
from guanjia.frontdesk.homes.permissions import keeps_homes, sees_homes
from guanjia.frontdesk.homes.rules.outage import OutageKind, OutageState
from guanjia.frontdesk.homes.views.listing import show_list
from guanjia.frontdesk.homes.views.telling import refusals_told
from guanjia.people.public import require_page
from guanjia.ui.errors import invalid


@require_GET
@require_page(sees_homes)
def outage_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is off now or will be, then what was."""
    rows = Outage.objects.filter(site=request.site).prefetch_related("scopes__building", "scopes__section")
    still = rows.filter(state=OutageState.ANNOUNCED).order_by("starts_at", "pk")
    return show_list(request, "homes/outages.html", rows, still)


@require_page(keeps_homes)
def outage_add(request: HttpRequest, site_code: str) -> HttpResponse:
    """Announce an outage; the homes that it reaches are told at once."""
    site = request.site
    form = OutageForm(request.POST or None, site=site, initial=_two_days_on(site))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            outage = announce_outage(
                site=site,
                kind=OutageKind(given["kind"]),
                scopes=form.scopes,
                words=given["words"],
                planned=given["planned"],
                starts_at=to_utc(site, given["starts_at"].replace(tzinfo=None)),
                expected_end=to_utc(site, given["expected_end"].replace(tzinfo=None)),
                why_short=given["why_short"],
                actor=request.user,
                at=site_now(site),
            )
            return redirect("homes:outage", site_code, outage.number)
        except (OutageRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    if request.method == "POST":
        return invalid(request, "homes/outage_form.html", {"form": form})
    return render(request, "homes/outage_form.html", {"form": form})


def _two_days_on(site: Site) -> dict[str, datetime]:
    """Most planned ones are announced for a working day: the day after tomorrow from nine to five, far enough ahead."""
    day = local(site, site_now(site)).date() + timedelta(days=2)
    return {"starts_at": datetime.combine(day, time(9)), "expected_end": datetime.combine(day, time(17))}


@require_GET
@require_page(sees_homes)
def outage_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One outage: where, until when, who was told."""
    outage = find_outage(request, number)
    told = outage.told.select_related("unit", "person").order_by("-at", "unit__code")
    writes = keeps_homes(request.user, request.site) and outage.stage is OutageState.ANNOUNCED
    context = {
        "outage": outage,
        "scopes": outage.scopes.select_related("building", "section"),
        "page": Paginator(told, 50).get_page(request.GET.get("page")),
        "duties": duties_of(OUTAGE, outage.pk),
        "history": timeline((OUTAGE, outage.pk)),
        "writes": writes,
        "later": LaterForm(),
    }
    return render(request, "homes/outage.html", context)


@require_POST
@require_page(keeps_homes)
def outage_act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """It is back, takes longer, or does not take place; everybody who was told is told again."""
    outage, at, site = find_outage(request, number), site_now(request.site), request.site
    reason = request.POST.get("reason", "")[:200]
    with refusals_told(request, OutageRefused):
        if verb == "end":
            end_outage(outage=outage, actor=request.user, at=at)
        elif verb == "withdraw":
            withdraw_outage(outage=outage, actor=request.user, at=at, reason=reason)
        elif verb == "extend":
            form = LaterForm(request.POST)
            if not form.is_valid():
                raise OutageRefused(_("Say when it will be back."))
            until = to_utc(site, form.cleaned_data["expected_end"].replace(tzinfo=None))
            extend_outage(outage=outage, expected_end=until, actor=request.user, at=at, reason=reason)
        else:
            raise Http404
    return redirect("homes:outage", site_code, number)


def find_outage(request: HttpRequest, number: str) -> Outage:
    """The outage of this site, or 404."""
    return get_object_or_404(Outage.objects.select_related("site"), site=request.site, number=number)
