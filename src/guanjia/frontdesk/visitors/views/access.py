"""The map without barriers, the guidance cards, wheelchairs, the needs of people."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guanjia.custody.public import CustodyRefused
from guanjia.foundation.persons.public import seen_by
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.access import (
    add_facility,
    forget_need,
    lend_wheelchair,
    note_need,
    open_again,
    report_blocked,
    take_wheelchair_back,
)
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.forms import said
from guanjia.frontdesk.visitors.models import Facility
from guanjia.frontdesk.visitors.permissions import helps_access, keeps_gates, sees_visits
from guanjia.frontdesk.visitors.rules.access import ASK_FIRST, GUIDANCE, FacilityKind, Need
from guanjia.people.public import is_auditor, require_page

LOAN = timedelta(hours=4)


class FacilityForm(forms.Form):
    """A facility on the map."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    where = forms.CharField(label=gettext_lazy("Where, how to get there"), max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = said(FacilityKind)  # type: ignore[attr-defined]


@require_page(sees_visits, write=keeps_gates)
def access_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Facilities by kind with what is blocked, and the cards how to help."""
    form = FacilityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind, at = FacilityKind(given["kind"]), site_now(request.site)
        try:
            add_facility(
                site=request.site, kind=kind, name=given["name"], where=given["where"], actor=request.user, at=at
            )
        except VisitRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("visitors:access", site_code)
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: FacilityForm, sentence: str = "", status: int = 200) -> HttpResponse:
    context = {
        "facilities": Facility.objects.filter(site=request.site),
        "form": form,
        "sentence": sentence,
        "keeps": keeps_gates(request.user, request.site),
        "helps": helps_access(request.user, request.site) and not is_auditor(request.user, request.site),
        "ask_first": str(ASK_FIRST),
        "cards": list(GUIDANCE.items()),
    }
    return render(request, "visitors/access.html", context, status=status)


@require_POST
@require_page(helps_access)
def facility_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Blocked, open again, lend, back. A blockage opens an urgent work order."""
    facility = get_object_or_404(Facility.objects.select_related("site"), site=request.site, pk=pk)
    at = site_now(request.site)
    try:
        said_now = _do(facility, verb, request, at)
    except (VisitRefused, SecretRefused, CustodyRefused) as refused:
        return _page(request, FacilityForm(), str(refused), 422)
    messages.success(request, said_now)
    return redirect("visitors:access", site_code)


def _do(facility: Facility, verb: str, request: HttpRequest, at: datetime) -> str:
    words = request.POST.get("words", "")[:200]
    if verb == "block":
        blocked = report_blocked(facility=facility, what=words, actor=request.user, at=at)
        return _("Work order %(number)s is open.") % {"number": blocked.order_number}
    if verb == "free":
        open_again(facility=facility, actor=request.user, at=at)
        return _("It is open again.")
    if verb == "lend":
        item = lend_wheelchair(facility=facility, holder=words, due_at=at + LOAN, keeper=request.user, at=at)
        return _("Lent, %(number)s. It is back within four hours.") % {"number": item.number}
    if verb == "back":
        take_wheelchair_back(facility=facility, signature=words, actor=request.user, at=at)
        return _("It is back.")
    raise Http404


@require_page(helps_access)
def needs_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Note what help a person wants, with their consent, or forget it again; `person` is from the visit or the card."""
    given = request.POST if request.method == "POST" else request.GET
    pk = given.get("person", "")
    person = get_object_or_404(seen_by(request.site), pk=pk) if pk.isdecimal() else None
    if person is None:
        raise Http404
    back, sentence = given.get("visit", "")[:32], ""
    at = site_now(request.site)
    if request.method == "POST":
        try:
            if given.get("verb") == "forget":
                forget_need(site=request.site, person=person, actor=request.user, at=at)
            else:
                chosen = [need for need in Need if need.value in given.getlist("needs")]
                note_need(
                    site=request.site,
                    person=person,
                    needs=chosen,
                    note=given.get("note", ""),
                    agreed="agreed" in given,
                    actor=request.user,
                    at=at,
                )
        except (VisitRefused, SecretRefused) as refused:
            sentence = str(refused)
        else:
            return redirect("visitors:visit", site_code, back) if back else redirect("visitors:access", site_code)
    context = {
        "person": person,
        "visit_number": back,
        "needs": [(need, need.value in given.getlist("needs")) for need in Need],
        "note": given.get("note", ""),
        "sentence": sentence,
        "ask_first": str(ASK_FIRST),
    }
    return render(request, "visitors/needs.html", context, status=422 if sentence else 200)
