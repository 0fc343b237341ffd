"""Where lockers report: public, because a locker has no account; believed only when signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions.lockers import MOMENT, SIGNATURE, locker_said, put_into_locker
from guanjia.frontdesk.parcels.models import Locker, Parcel
from guanjia.frontdesk.parcels.permissions import keeps_counter
from guanjia.people.public import public_page, require_page


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
