"""The kiosk at a gate: by code, or without one. Public, so a visitor who wanders about its pages finds nothing of staff."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import setting, site_now
from guanjia.frontdesk.visitors.actions.admitting import arrive
from guanjia.frontdesk.visitors.actions.kiosk import check_in_by_code
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.sweeping import KEEP_DAYS
from guanjia.frontdesk.visitors.forms import SelfForm
from guanjia.frontdesk.visitors.models import Gate, Visit
from guanjia.frontdesk.visitors.rules.states import INSIDE, VisitState
from guanjia.frontdesk.visitors.views.door import register_self
from guanjia.frontdesk.visitors.views.papers import badge_label
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import public_page


@never_cache
@public_page
def kiosk_page(request: HttpRequest, door_code: str) -> HttpResponse:
    """The first screen: I have a code, or I have none. A code that is none is refused; ten of them close the field."""
    gate = find_open_gate(door_code)
    context: dict[str, Any] = {"gate": gate, "site": gate.site, "typed": request.POST.get("code", "")[:12]}
    if request.method == "POST":
        try:
            visit = check_in_by_code(gate=gate, code=context["typed"], at=site_now(gate.site))
        except MoveRefused:
            context["sentence"] = _("This code does not open anything now. Please go to the desk.")
        except VisitRefused as refused:
            context["sentence"] = str(refused)
        else:
            return redirect("visitor_kiosk_done", door_code, visit.token)
        return render(request, "visitors/kiosk.html", context, status=422)
    return render(request, "visitors/kiosk.html", context)


@never_cache
@public_page
def kiosk_form(request: HttpRequest, door_code: str) -> HttpResponse:
    """Nobody announced me: the same few questions as behind the code at the gate; the host is asked at once."""
    gate = find_open_gate(door_code)
    form = SelfForm(request.POST or None, site=gate.site)
    if request.method == "POST" and form.is_valid():
        visit, status = register_self(gate, form)
        if visit is not None:
            arrive(visit=visit, where=gate.name, actor=None, at=site_now(gate.site))
            return redirect("visitor_kiosk_done", door_code, visit.token)
        return render(request, "visitors/kiosk_form.html", _about(gate, form), status=status)
    return render(request, "visitors/kiosk_form.html", _about(gate, form), status=422 if form.errors else 200)


@never_cache
@public_page
def kiosk_done(request: HttpRequest, door_code: str, token: str) -> HttpResponse:
    """What comes next: go in, take a seat, go to the desk; the badge where it is ready. Back to the first screen by itself."""
    gate = find_open_gate(door_code)
    visit = _visit(gate, token)
    context = {
        "gate": gate,
        "site": gate.site,
        "visit": visit,
        "ready": visit.stage is VisitState.CONFIRMED or visit.stage in INSIDE,
        "identity": visit.stage is VisitState.ARRIVED,
    }
    return render(request, "visitors/kiosk_done.html", context)


@never_cache
@public_page
def kiosk_badge(request: HttpRequest, door_code: str, token: str) -> HttpResponse:
    """The badge label of a visitor whose host has said yes, for the printer of the kiosk; not found before that."""
    visit = _visit(find_open_gate(door_code), token)
    if visit.stage is not VisitState.CONFIRMED and visit.stage not in INSIDE:
        raise Http404
    answer = HttpResponse(render_pdf("documents/label.typ", badge_label(visit)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="badge.pdf"'
    return answer


def find_open_gate(door_code: str) -> Gate:
    """The gate of a public address; closed ones are not found."""
    return get_object_or_404(Gate.objects.select_related("site"), door_code=door_code, closed_at=None)


def _visit(gate: Gate, token: str) -> Visit:
    rows = Visit.objects.select_related("site", "person", "unit")
    return get_object_or_404(rows, site=gate.site, token=token, erased_at=None)


def _about(gate: Gate, form: SelfForm) -> dict[str, Any]:
    return {"gate": gate, "site": gate.site, "form": form, "days": setting(gate.site, KEEP_DAYS)}
