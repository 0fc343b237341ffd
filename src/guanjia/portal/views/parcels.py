"""What waits for my homes: the codes, somebody who collects for me, whether the counter takes parcels in for us."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guanjia.custody.public import CustodyRefused
from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.public import HouseholdWish, Parcel, code_of, read_share, renew_code, share_code, wish
from guanjia.people.public import public_page
from guanjia.portal.forms.household import ProxyForm, WishForm
from guanjia.portal.queries.belongings import parcels_of
from guanjia.portal.views.resident import resident_page

LIST = "portal/home/parcels.html"


@resident_page
def waiting(request: HttpRequest, site_code: str) -> HttpResponse:
    """What waits, with the codes; a POST keeps the household's wish."""
    residence, site, at = request.residence, request.site, site_now(request.site)
    form = WishForm(residence, request.POST or None)
    if request.method == "POST":
        unit = residence.home(form.cleaned_data["unit"]) if form.is_valid() else None
        if unit is not None:
            given = form.cleaned_data
            wish(
                site=site, unit=unit, accepts=given["accepts"], bring_up=given["bring_up"], person=residence.person,
                actor=request.user, at=at,
            )  # fmt: skip
            messages.success(request, _("We keep to it from now on."))
        return redirect("portal:parcels", site_code)
    return render(request, LIST, _context(request))


@resident_page
@require_POST
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Pass the code on to somebody who collects for me, or take another code, which voids what was passed on."""
    parcel, at = _found(request, pk), site_now(request.site)
    form = ProxyForm(request.POST)
    try:
        if verb == "renew":
            renew_code(parcel=parcel, actor=request.user, at=at)
            messages.success(request, _("There is a new code. Links that you passed on no longer work."))
            return redirect("portal:parcels", site_code)
        if verb != "share":
            raise Http404
        if not form.is_valid():
            return render(request, LIST, _context(request) | {"proxy": form, "asked": pk}, status=422)
        token = share_code(parcel=parcel, name=form.cleaned_data["name"], actor=request.user, at=at)
    except (CustodyRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
        return redirect("portal:parcels", site_code)
    link = f"{settings.ORIGIN}{reverse('portal:parcel_share', args=[token])}"
    return render(request, LIST, _context(request) | {"link": link, "asked": pk, "name": form.cleaned_data["name"]})


@never_cache
@public_page
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever collects shows at the counter: name and code. Forged, old, void and collected ones say so alike."""
    found = read_share(token)
    if found is None or site_now(found.parcel.site) >= found.until:
        return render(request, "portal/parcel_gone.html", status=410)
    site = found.parcel.site
    context = {"site": site, "found": found, "qr": qr_image(found.code), "phone": site.settings.get("phone", "")}
    return render(request, "portal/parcel_shared.html", context)


def _found(request: HttpRequest, pk: int) -> Parcel:
    """A parcel that waits for my homes; a neighbour's is not found."""
    rows = parcels_of(request.residence, site_now(request.site))
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest) -> dict[str, Any]:
    residence, at = request.residence, site_now(request.site)
    wishes = {row.unit_id: row for row in HouseholdWish.objects.filter(unit__in=residence.unit_ids)}
    forms = [
        (unit, WishForm(residence, initial=_wish_of(wishes.get(unit.pk)) | {"unit": unit.pk}))
        for unit in residence.homes
    ]
    return {
        "residence": residence,
        "lines": [(parcel, code_of(parcel)) for parcel in parcels_of(residence, at)],
        "forms": forms,
        "proxy": ProxyForm(),
    }


def _wish_of(row: HouseholdWish | None) -> dict[str, Any]:
    return {"accepts": row.accepts if row else True, "bring_up": row.bring_up if row else False}
