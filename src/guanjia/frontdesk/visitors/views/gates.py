"""Gates: the page of the guard's tablet, what it keeps for when the network is gone, what it sends."""

import base64
import json
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.sites.public import Site, site_now
from guanjia.frontdesk.visitors.actions.gates import OUTER, Answer, Scan, open_gate, take_scan
from guanjia.frontdesk.visitors.actions.keys import current_number, public_point
from guanjia.frontdesk.visitors.forms import PaperForm
from guanjia.frontdesk.visitors.models import Gate, GateScan
from guanjia.frontdesk.visitors.models.gate import zone_word
from guanjia.frontdesk.visitors.permissions import keeps_gates, runs_door
from guanjia.frontdesk.visitors.queries.use import revoked_passes, used_passes
from guanjia.frontdesk.visitors.rules.kinds import OUTER_WORDS
from guanjia.frontdesk.visitors.rules.passes import LONGEST, counted_moment
from guanjia.frontdesk.visitors.rules.states import INSIDE, SAID
from guanjia.frontdesk.visitors.views.gate_acts import find_gate, first_row
from guanjia.people.public import require_page
from guanjia.places.public import Building

MOST = 200


class GateForm(forms.Form):
    """A gate."""

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=20)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    zone = forms.ChoiceField(label=gettext_lazy("Zone"))
    waiting = forms.CharField(label=gettext_lazy("Waiting area"), max_length=80, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buildings = Building.objects.filter(site=site).order_by("code").values_list("code", flat=True)
        self.fields["zone"].choices = [(zone, zone_word(zone)) for zone in (*OUTER_WORDS, *buildings)]


@require_page(runs_door, write=keeps_gates)
def gates_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The gates of the site, and a form for another one."""
    form = GateForm(request.POST or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        open_gate(site=request.site, actor=request.user, at=site_now(request.site), **form.cleaned_data)
        return redirect("visitors:gates", site_code)
    context = {
        "gates": Gate.objects.filter(site=request.site, closed_at=None),
        "form": form,
        "keeps": keeps_gates(request.user, request.site),
        "flagged": GateScan.objects.filter(site=request.site).exclude(flag="").count(),
    }
    return render(request, "visitors/gates.html", context, status=422 if form.errors else 200)


@never_cache
@require_page(runs_door)
def gate_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """The tablet at the gate: scan, big answer; goes on without network for a day."""
    gate = find_gate(request, code)
    words = {reason: _(str(text)) for reason, text in SAID.items()}
    context = {"gate": gate, "said": words, "paper_form": PaperForm(), "tab": "scan", "quick": first_row(request)}
    return render(request, "visitors/gate.html", context)


@never_cache
@require_GET
@require_page(runs_door)
def gate_facts(request: HttpRequest, site_code: str, code: str) -> JsonResponse:
    """What the gate keeps: the public key, who is used up, what is withdrawn. No name and no telephone of anybody."""
    gate, at = find_gate(request, code), site_now(request.site)
    used = {
        str(visit.pk): [visit.admitted_at.isoformat() if visit.admitted_at else "", visit.stage in INSIDE]
        for visit in used_passes(request.site, at)
    }
    facts = {
        "site": request.site.pk,
        "zone": gate.zone,
        "inner": gate.zone not in OUTER,
        "clock": request.site.zone,
        "key": {"number": current_number(request.site), "point": base64.b64encode(public_point(request.site)).decode()},
        "revoked": revoked_passes(request.site, at),
        "used": used,
        "server_time": at.isoformat(),
    }
    return JsonResponse(facts)


@require_POST
@require_page(runs_door)
def gate_scan(request: HttpRequest, site_code: str, code: str) -> JsonResponse:
    """Scans as JSON {sent_at, offset_ms, scans: [...]}; one answer for each, in order. A second sending changes nothing."""
    gate = find_gate(request, code)
    try:
        body = json.loads(request.body)
        rows = [_scan(request, row, body) for row in body["scans"][:MOST]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"error": "unreadable", "message": _("Nothing was scanned.")}, status=400)
    answers = [_told(row, take_scan(gate=gate, scan=row, actor=request.user)) for row in rows]
    return JsonResponse({"results": answers, "server_time": site_now(request.site).isoformat()})


def _scan(request: HttpRequest, row: dict[str, Any], body: dict[str, Any]) -> Scan:
    """A scan as sent. Online the server's moment counts; offline the device's, corrected by the drift that it measured."""
    received = site_now(request.site)
    at, doubtful = received, False
    if row.get("offline"):
        device = parse_datetime(str(row["at"]))
        if device is None or device.tzinfo is None:
            raise ValueError("at")
        offset = body.get("offset_ms")
        drift = timedelta(milliseconds=float(offset)) if offset is not None else None
        at, doubtful = counted_moment(device, drift, received)
    return Scan(
        client_id=uuid.UUID(str(row["id"])),
        text=str(row["text"])[: LONGEST + 1],
        direction="out" if row.get("direction") == "out" else "in",
        at=at,
        received_at=received,
        offline=bool(row.get("offline")),
        admitted=bool(row.get("admitted")),
        doubtful=doubtful,
        paper=str(row.get("paper", ""))[:12],
        last4=str(row.get("last4", ""))[:4],
    )


def _told(scan: Scan, answer: Answer) -> dict[str, Any]:
    return {
        "id": str(scan.client_id),
        "admitted": answer.admitted,
        "reason": answer.reason,
        "message": answer.sentence,
        "name": answer.name,
        "target": answer.target,
        "number": answer.number,
        "look": answer.look,
        "flag": answer.flag,
    }


@require_page(runs_door)
def scans_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The last scans, those to look at first: what a gate without network let in that it should not have."""
    rows = GateScan.objects.filter(site=request.site).select_related("gate", "visit__person", "visit__unit", "by")
    if request.GET.get("show") != "all":
        rows = rows.exclude(flag="")
    page = Paginator(rows.order_by("-at", "-pk"), 50).get_page(request.GET.get("page"))
    return render(request, "visitors/scans.html", {"page": page, "show": request.GET.get("show", "")})
