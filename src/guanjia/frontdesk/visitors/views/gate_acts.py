"""What a guard does at the gate on a telephone besides scanning: call the host, let a rider in by the lane, the five quick acts."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.foundation.persons.public import BadValue, NotSeen
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.visitors.actions.admitting import admit, arrive, host_says_yes, look_at_paper, refuse
from guanjia.frontdesk.visitors.actions.asking import ask_hosts, numbers_of_hosts
from guanjia.frontdesk.visitors.actions.booking import register_visitor
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.forms import LaneForm, PaperForm
from guanjia.frontdesk.visitors.models import Gate, Visit
from guanjia.frontdesk.visitors.permissions import runs_door
from guanjia.frontdesk.visitors.rules.kinds import lacking
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, SAID, PaperKind, Refusal, VisitState, Way
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.ui.card import Whom, acts

MOST = 30
FRESH = timedelta(hours=2)


@never_cache
@require_page(runs_door)
def waiting_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Who stands at the door, oldest first, each with the one next step; who registered by the code counts as standing here."""
    return _waiting(request, find_gate(request, code))


def _waiting(
    request: HttpRequest, gate: Gate, sentence: str = "", numbers: Any = None, status: int = 200
) -> HttpResponse:
    rows = []
    for visit in waiting_at_door(request.site, site_now(request.site)):
        missing = lacking(visit.known)
        rows.append((visit, missing, _(str(SAID[missing[0]])) if missing else ""))
    context = {"gate": gate, "rows": rows, "sentence": sentence, "numbers": numbers, "paper_form": PaperForm(),
               "tab": "waiting", "quick": first_row(request)}  # fmt: skip
    return render(request, "visitors/gate_waiting.html", context, status=status)


def waiting_at_door(site: Site, at: datetime) -> list[Visit]:
    """Visits at the door, and those registered by the code within two hours; one query."""
    here = Q(state__in=AT_DOOR) | Q(state=VisitState.BOOKED, way=Way.SELF, made_at__gt=at - FRESH)
    rows = Visit.objects.filter(here, site=site, pass_until__gte=at).select_related("site", "person", "unit", "host")
    return list(rows.order_by("expected_at", "pk")[:MOST])


def first_row(request: HttpRequest) -> list[tuple[Any, str]]:
    """The quick acts of the desk that this guard may do, with their addresses (FIELD 25)."""
    found = [each for each in acts(request.user, request.site) if each.first_row]
    return [(each, each.url(request.site, Whom())) for each in found]


@require_POST
@require_page(runs_door)
def waiting_act(request: HttpRequest, site_code: str, code: str, number: str, verb: str) -> HttpResponse:
    """Call the host (the look at the number is logged), ask by message, host's yes, paper, let in, not in."""
    gate, at = find_gate(request, code), site_now(request.site)
    rows = Visit.objects.select_related("site", "person", "unit", "host")
    visit = get_object_or_404(rows, site=request.site, number=number)
    try:
        if verb == "call":
            numbers = numbers_of_hosts(visit=visit, actor=request.user, at=at)
            return _waiting(request, gate, numbers=(visit.pk, numbers))
        said = _do(visit, verb, gate, request, at)
    except NotSeen:
        raise PermissionDenied from None
    except (VisitRefused, SecretRefused) as refused:
        return _waiting(request, gate, str(refused), status=422)
    except MoveRefused:
        moved = _("Somebody else was faster, or this step is over. This is how it stands now.")
        return _waiting(request, gate, moved, status=422)
    if said:
        messages.success(request, said)
    return redirect("visitors:gate_waiting", site_code, code)


def _do(visit: Visit, verb: str, gate: Gate, request: HttpRequest, at: datetime) -> str:
    actor = request.user
    if visit.stage is VisitState.BOOKED:
        arrive(visit=visit, where=gate.name, actor=actor, at=at)
    if verb == "ask":
        count = ask_hosts(visit=visit, at=at)
        return (
            _("Asked by message: %(count)d.") % {"count": count}
            if count
            else _("Nobody to send it to, or sent just now.")
        )
    if verb == "yes":
        host_says_yes(visit=visit, host_id=visit.host_id, how="phone", actor=actor, at=at)
    elif verb == "paper":
        form = PaperForm(request.POST)
        if not form.is_valid():
            raise VisitRefused("last4", _("Only the last four digits are noted."))
        paper, last4 = PaperKind(form.cleaned_data["paper"]), form.cleaned_data["last4"]
        look_at_paper(visit=visit, paper=paper, last4=last4, where=gate.name, actor=actor, at=at)
    elif verb == "no":
        refuse(visit=visit, why=Refusal.HOST_DENIES, actor=actor, at=at)
    elif verb == "in":
        admit(visit=visit, actor=actor, at=at)
        return _("%(name)s is in. Lead the way or show the waiting area.") % {"name": visit.person.name}
    else:
        raise Http404
    return ""


@never_cache
@require_page(runs_door)
def lane_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """A courier or rider in one step: a clear address, nothing else is needed; in by the lane (VISI-007, VISI-012)."""
    gate, at = find_gate(request, code), site_now(request.site)
    form = LaneForm(request.POST or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        try:
            visit = register_visitor(site=request.site, coming=form.coming(), actor=request.user, at=at)
            admit(visit=visit, actor=request.user, at=at)
        except (VisitRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        except BadValue as bad:
            form.add_error(None, _(bad.reason))
        else:
            until = f"{local(request.site, visit.pass_until):%H:%M}"
            said = _("By the lane to %(unit)s, out again by %(until)s.") % {"unit": visit.unit, "until": until}
            messages.success(request, said)
            return redirect("visitors:gate_lane", site_code, code)
    context = {"gate": gate, "form": form, "tab": "lane", "quick": first_row(request)}
    return render(request, "visitors/gate_lane.html", context, status=422 if form.errors else 200)


@require_page(runs_door)
def quick_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """The first row of the desk for a guard: a car in the way, a key forgotten, somebody lost, first aid, a stuck lift."""
    context = {"gate": find_gate(request, code), "tab": "quick", "quick": first_row(request)}
    return render(request, "visitors/gate_quick.html", context)


def find_gate(request: HttpRequest, code: str) -> Gate:
    """An open gate of the site by its code."""
    return get_object_or_404(Gate.objects.select_related("site"), site=request.site, code=code, closed_at=None)
