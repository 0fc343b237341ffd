"""Where the defibrillators hang: everybody reads it, the manager on duty sets it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.desk.forms import AedForm
from guanjia.frontdesk.desk.models import Aed
from guanjia.frontdesk.desk.permissions import sees_cases, sets_aeds
from guanjia.people.public import can_write, require_page


@require_page(sees_cases, write=sets_aeds)
def aed_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """The list, and beneath it the form of a new one or, with `?aed=`, of one that was moved or is out of use."""
    site, chosen = request.site, request.GET.get("aed", "")
    aed = get_object_or_404(Aed, site=site, pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    form = AedForm(request.POST or None, instance=aed or Aed(site=site), site=site)
    if request.method == "POST" and form.is_valid():
        row = form.save()
        record(site=site, at=site_now(site), actor=request.user, action="set", subject=("desk.aed", row.pk))
        messages.success(request, _("Saved."))
        return redirect("desk:aeds", site_code)
    rows = Aed.objects.filter(site=site).select_related("building", "space")
    sets = sets_aeds(request.user, site) and can_write(request.user, site)
    context = {"rows": rows, "form": form, "aed": aed, "sets": sets}
    return render(request, "desk/aeds.html", context, status=422 if form.errors else 200)
