"""The counter's page for a resident's own data: what is kept, consents, the wish to be erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import Consent, masked, seen_by
from guanjia.foundation.sites.public import Site, site_now
from guanjia.frontdesk.desk.public import DeskRefused
from guanjia.people.public import Occupancy, require_page
from guanjia.portal.actions.counter import ask_for
from guanjia.portal.forms.counter import ERASE, DataForm
from guanjia.portal.models import ErasureAsk
from guanjia.portal.permissions import answers_residents
from guanjia.ui.card import Whom

FIELDS = ("phone", "plate", "card", "email")


@require_page(answers_residents)
def data(request: HttpRequest, site_code: str, person_id: int) -> HttpResponse:
    """What the portal shows a resident under "my data", for one who stands at the counter; a receipt follows."""
    site, at = request.site, site_now(request.site)
    person = get_object_or_404(seen_by(site), pk=person_id)
    consents = list(Consent.objects.filter(person=person, site=site, withdrawn_at=None).order_by("-given_at"))
    form = DataForm(consents, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            row = ask_for(
                site=site, person=person, purpose="" if given["wish"] == ERASE else given["wish"], paper=given["paper"],
                paper_tail=given["paper_tail"], actor=request.user, at=at,
            )  # fmt: skip
        except DeskRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(number)s is noted.") % {"number": row.number})
            return redirect("desk:proxy", site_code, row.number)
    context = {
        "person": person,
        "form": form,
        "private": masked([person], FIELDS).get(person.pk, {}),
        "ties": Occupancy.objects.filter(site=site, person=person).select_related("unit").order_by("-pk"),
        "asks": ErasureAsk.objects.filter(site=site, person_id=person.pk),
    }
    return render(request, "portal/desk/data.html", context, status=422 if form.errors else 200)


def data_url(site: Site, whom: Whom) -> str:
    """The address for the first person of a caller card; the list of wishes where the card knows nobody."""
    if not whom.person_ids:
        return reverse("portal:erasures", args=[site.code])
    return reverse("portal:counter_data", args=[site.code, whom.person_ids[0]])
