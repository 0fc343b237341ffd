"""What a household wishes about its parcels."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.parcels.actions.wishes import wish
from guanjia.frontdesk.parcels.models import HouseholdWish
from guanjia.frontdesk.parcels.permissions import keeps_counter
from guanjia.frontdesk.parcels.queries.recipients import contacts_of
from guanjia.people.public import require_page
from guanjia.places.public import Unit


@require_page(keeps_counter)
def wish_page(request: HttpRequest, site_code: str, unit_id: int) -> HttpResponse:
    """Whether the counter takes parcels in for the home, and brings them up."""
    unit, at = get_object_or_404(Unit, site=request.site, pk=unit_id), site_now(request.site)
    people = contacts_of(unit, local(request.site, at).date())
    if request.method == "POST":
        said_by = next((each for each in people if str(each.pk) == request.POST.get("person")), None)
        wish(
            site=request.site, unit=unit, accepts=bool(request.POST.get("accepts")), person=said_by,
            bring_up=bool(request.POST.get("bring_up")), actor=request.user, at=at,
        )  # fmt: skip
        messages.success(request, _("Noted."))
        return redirect("parcels:wish", site_code, unit_id)
    known = HouseholdWish.objects.filter(unit=unit).first()
    return render(request, "parcels/wish.html", {"unit": unit, "people": people, "wish": known})
