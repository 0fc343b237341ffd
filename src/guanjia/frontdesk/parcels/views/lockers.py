"""Lockers: where they are put into service, and where they report (public, for a locker has no account; believed when signed)."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.custody.public import CustodyRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions.lockers import (
    MOMENT,
    SIGNATURE,
    locker_said,
    put_into_locker,
    register_locker,
    retire_locker,
)
from guanjia.frontdesk.parcels.forms import LockerForm
from guanjia.frontdesk.parcels.models import Locker, Parcel
from guanjia.frontdesk.parcels.permissions import decides, keeps_counter, sees_parcels
from guanjia.people.public import is_auditor, public_page, require_page


@csrf_exempt
@require_POST
@public_page
def heard(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """A locker says that a box was opened or that its time is over; 403 for what it did not sign."""
    locker = get_object_or_404(Locker.objects.select_related("site"), site__code=place, code=code, active=True)
    genuine = locker_said(
        locker=locker, raw=request.body[:10_000], moment=request.headers.get(MOMENT, ""),
        signature=request.headers.get(SIGNATURE, ""), at=site_now(locker.site),
    )  # fmt: skip
    return HttpResponse(status=204 if genuine else 403)


@require_POST
@require_page(keeps_counter)
def into(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Put a waiting parcel into a locker; when it is full or silent it stays on its shelf."""
    rows = Parcel.objects.select_related("site", "item__owner", "item__unit")
    parcel = get_object_or_404(rows, site=request.site, item__number=number, is_open=True, locker=None)
    locker = get_object_or_404(Locker, site=request.site, code=request.POST.get("locker", ""), active=True)
    if not put_into_locker(parcel=parcel, locker=locker, actor=request.user, at=site_now(request.site)):
        messages.warning(request, _("The locker is full or does not answer: the parcel stays on its shelf."))
    return redirect("parcels:parcel", site_code, number)


@require_page(sees_parcels, write=decides)
def lockers_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The cabinets with their boxes in use and whether they answer; a form for another one, whose secret is shown once."""
    form = LockerForm(request.POST or None)
    fresh: tuple[Locker, str] | None = None
    if request.method == "POST" and form.is_valid():
        who = {"site": request.site, "actor": request.user, "at": site_now(request.site)}
        try:
            fresh = register_locker(**form.cleaned_data, **who)
            form = LockerForm()
        except CustodyRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    rows = Locker.objects.filter(site=request.site, active=True).order_by("code")
    used = Count("parcels", filter=Q(parcels__is_open=True))
    context = {
        "lockers": rows.annotate(in_use=used),
        "form": form,
        "fresh": fresh,
        "report_to": request.build_absolute_uri(f"/p/lockers/{site_code}/"),
        "decides": decides(request.user, request.site) and not is_auditor(request.user, request.site),
    }
    return render(request, "parcels/lockers.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(decides)
def retire(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """A cabinet goes out of service once its boxes are empty."""
    locker = get_object_or_404(Locker.objects.select_related("site"), site=request.site, code=code, active=True)
    try:
        retire_locker(locker=locker, actor=request.user, at=site_now(request.site))
    except CustodyRefused as refused:
        messages.error(request, str(refused))
    return redirect("parcels:lockers", site_code)
