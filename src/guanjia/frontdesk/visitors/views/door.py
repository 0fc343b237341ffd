"""Pages without an account: register oneself at the gate, one's own pass and what helps on the way."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.foundation.documents.public import qr_image
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import setting, site_now
from guanjia.frontdesk.visitors.actions.access import forget_need, note_need
from guanjia.frontdesk.visitors.actions.booking import register_visitor
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.sweeping import KEEP_DAYS
from guanjia.frontdesk.visitors.forms import SelfForm
from guanjia.frontdesk.visitors.models import Facility, Gate, Visit
from guanjia.frontdesk.visitors.queries.visits import needs_of
from guanjia.frontdesk.visitors.rules.access import Need
from guanjia.frontdesk.visitors.rules.kinds import lacking
from guanjia.frontdesk.visitors.rules.states import SAID, VisitState, Way
from guanjia.people.public import public_page

MOST_OPEN = 30
WINDOW = timedelta(minutes=10)


@never_cache
@public_page
def door_page(request: HttpRequest, door_code: str) -> HttpResponse:
    """The form behind the QR code at a gate. Too many at once, an unknown address, a courier without a target: said kindly."""
    gate = get_object_or_404(Gate.objects.select_related("site"), door_code=door_code, closed_at=None)
    site = gate.site
    form = SelfForm(request.POST or None, site=site)
    context: dict[str, Any] = {"gate": gate, "site": site, "form": form, "days": setting(site, KEEP_DAYS)}
    context["facilities"] = Facility.objects.filter(site=site)
    if request.method == "POST" and form.is_valid():
        visit, status = register_self(gate, form)
        if visit is not None:
            return redirect("visitor_pass", visit.token)
        return render(request, "visitors/door.html", context, status=status)
    return render(request, "visitors/door.html", context, status=422 if form.errors else 200)


def register_self(gate: Gate, form: SelfForm) -> tuple[Visit | None, int]:
    """Register who filled in the page at the gate; None with the errors on the form and the status: 429 in a flood."""
    site, at = gate.site, site_now(gate.site)
    recent = Visit.objects.filter(Q(state=VisitState.BOOKED), site=site, way=Way.SELF, made_at__gt=at - WINDOW)
    if recent.count() >= MOST_OPEN:
        form.add_error(None, _("Many people are registering just now. Please go to the desk."))
        return None, 429
    try:
        return register_visitor(site=site, coming=form.coming(), actor=None, at=at, way=Way.SELF), 200
    except (VisitRefused, SecretRefused) as refused:
        form.add_error(None, str(refused))
    except BadValue as bad:
        form.add_error(bad.field if bad.field in form.fields else None, _(bad.reason))
    return None, 422


@never_cache
@public_page
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """The visitor's own page: where the request stands, then the pass. Once it is over nothing of it is shown."""
    visit = Visit.objects.select_related("site", "person", "unit").filter(token=token, erased_at=None).first()
    if visit is None:
        raise Http404
    sentence = _declare_needs(request, visit) if request.method == "POST" else ""
    if request.method == "POST" and not sentence:
        return redirect("visitor_pass", token)
    missing, is_open = lacking(visit.known), visit.is_open(site_now(visit.site))
    waits = bool({"host", "target"} & set(missing))
    noted = needs_of(visit.site, visit.person_id)
    chosen = request.POST.getlist("needs") if sentence else (noted.needs if noted is not None else [])
    context = {
        "visit": visit,
        "site": visit.site,
        "open": is_open,
        "waits": waits,
        "qr": qr_image(pass_text(visit)) if is_open and not waits else "",
        "look": "identity" in missing,
        "refusal_say": str(SAID[visit.refusal]) if visit.refusal else "",
        "facilities": Facility.objects.filter(site=visit.site),
        "needs": [(need, need.value in chosen) for need in Need],
        "note": request.POST.get("note", "") if sentence else (noted.note if noted is not None else ""),
        "noted": noted,
        "sentence": sentence,
    }
    return render(request, "visitors/own.html", context, status=422 if sentence else 200)


def _declare_needs(request: HttpRequest, visit: Visit) -> str:
    """The visitor says beforehand what helps, or takes it back (W43); a sentence for what is refused, else ""."""
    at, person = site_now(visit.site), visit.person
    if not visit.is_open(at):
        return _("This visit is over. Thank you for coming.")
    if request.POST.get("verb") == "forget":
        forget_need(site=visit.site, person=person, actor=None, at=at)
        return ""
    chosen = [need for need in Need if need.value in request.POST.getlist("needs")]
    note, agreed = request.POST.get("note", "")[:200], "agreed" in request.POST
    try:
        note_need(site=visit.site, person=person, needs=chosen, note=note, agreed=agreed, actor=None, at=at, how="link")
    except (VisitRefused, SecretRefused) as refused:
        return str(refused)
    return ""
