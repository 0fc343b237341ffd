"""What we keep about a resident, what they agreed to, and the wish to be erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.persons.public import Consent, Person, masked, withdraw_consent
from guanjia.foundation.sites.public import Site, site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, require_page
from guanjia.portal.actions.privacy import answer_erasure, ask_erasure
from guanjia.portal.models import ErasureAsk
from guanjia.portal.permissions import answers_residents
from guanjia.portal.rules.asking import AskState
from guanjia.portal.views.resident import resident_page

FIELDS = ("phone", "plate", "card", "email")


@resident_page(history=True)
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is kept, masked; consents to withdraw; the wish to be erased."""
    site, person, at = request.site, request.residence.person, site_now(request.site)
    if request.method == "POST":
        if request.POST.get("withdraw"):
            withdraw_consent(person, purpose=request.POST["withdraw"], actor=request.user, at=at, site=site)
            messages.success(request, _("Your consent is withdrawn."))
        elif request.POST.get("erase"):
            ask_erasure(site=site, person=person, actor=request.user, at=at)
            messages.success(request, _("We have your wish and answer within fifteen days."))
        return redirect("portal:privacy", site_code)
    context = {
        "residence": request.residence,
        "phone": site.settings.get("phone", ""),
        "private": masked([person], FIELDS).get(person.pk, {}),
        "ties": Occupancy.objects.filter(site=site, person=person).select_related("unit").order_by("-pk"),
        "consents": Consent.objects.filter(person=person, site=site, withdrawn_at=None).order_by("-given_at"),
        "asks": ErasureAsk.objects.filter(site=site, person_id=person.pk),
    }
    return render(request, "portal/home/privacy.html", context)


@require_page(answers_residents)
def asks(request: HttpRequest, site_code: str) -> HttpResponse:
    """The wishes to be erased that wait for an answer, and those answered lately."""
    rows = ErasureAsk.objects.filter(site=request.site).select_related("answered_by")[:50]
    people = Person.objects.in_bulk([row.person_id for row in rows])
    lines = [(row, people.get(row.person_id)) for row in rows]
    return render(request, "portal/desk/erasures.html", {"lines": lines, "open": AskState.OPEN})


@require_page(answers_residents)
@require_POST
def answer(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Agree or refuse; a refusal needs its reason."""
    site: Site = request.site
    ask = get_object_or_404(ErasureAsk, site=site, pk=pk)
    agree, reason = request.POST.get("answer") == "agree", request.POST.get("reason", "").strip()
    if not agree and not reason:
        messages.error(request, _("Say why."))
        return redirect("portal:erasures", site_code)
    try:
        done = answer_erasure(ask=ask, agree=agree, reason=reason, actor=request.user, at=site_now(site))
    except MoveRefused:
        messages.error(request, _("Somebody has answered meanwhile."))
    else:
        for kept in done.kept if done else ():
            messages.info(request, f"{kept}")
    return redirect("portal:erasures", site_code)
