"""My home: its people, a family member for the desk to confirm."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import OccupancyRefused, households, local_day, require_page
from guanjia.portal.actions.family import answer_family, ask_family
from guanjia.portal.forms.household import FamilyForm
from guanjia.portal.models import FamilyAsk
from guanjia.portal.permissions import answers_residents
from guanjia.portal.views.resident import resident_page

HOME = "portal/home/household.html"


@resident_page
@require_safe
def people(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who belongs to my homes, by our register, and whom I have named."""
    return render(request, HOME, _context(request))


@resident_page
@require_POST
def add(request: HttpRequest, site_code: str) -> HttpResponse:
    """Name somebody of the family; the desk confirms before they belong to the home."""
    residence, site = request.residence, request.site
    form = FamilyForm(residence, request.POST)
    if not form.is_valid():
        return render(request, HOME, _context(request) | {"form": form}, status=422)
    given, unit = form.cleaned_data, residence.home(form.cleaned_data["unit"])
    if unit is None:
        raise Http404
    try:
        ask_family(
            site=site, unit=unit, person=residence.person, name=given["name"], phone=given["phone"],
            relation=given["relation"], actor=request.user, at=site_now(site),
        )  # fmt: skip
    except SecretRefused as secret:
        messages.error(request, str(secret))
    else:
        messages.success(request, _("The front desk confirms it and rings you if something is unclear."))
    return redirect("portal:household", site_code)


@require_page(answers_residents)
def asks(request: HttpRequest, site_code: str) -> HttpResponse:
    """Family members that residents named and the desk has not confirmed yet."""
    site = request.site
    if request.method == "POST":
        ask = get_object_or_404(FamilyAsk, site=site, pk=typed.number(request.POST.get("ask")))
        agree, reason = request.POST.get("answer") == "agree", request.POST.get("reason", "").strip()
        try:
            if not agree and not reason:
                messages.error(request, _("Say why."))
            else:
                answer_family(ask=ask, agree=agree, reason=reason, actor=request.user, at=site_now(site))
        except (MoveRefused, OccupancyRefused) as refused:
            messages.error(request, str(refused))
        return redirect("portal:family_asks", site_code)
    rows = FamilyAsk.objects.filter(site=site).select_related("unit", "asked_by_person", "answered_by")[:50]
    return render(request, "portal/desk/family.html", {"rows": rows})


def _context(request: HttpRequest) -> dict[str, Any]:
    residence, site = request.residence, request.site
    found = households(residence.unit_ids, local_day(site, site_now(site)))
    homes = [(unit, found[unit.pk].rows) for unit in residence.homes]
    asked = FamilyAsk.objects.filter(site=site, asked_by_person=residence.person)[:10]
    return _base(request) | {"homes": homes, "form": FamilyForm(residence), "asks": asked}


def _base(request: HttpRequest) -> dict[str, Any]:
    return {"residence": request.residence, "phone": request.site.settings.get("phone", "")}
