"""A resident complains, hears the result, says whether it will do; not content goes up (W20)."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.complaints.public import (
    COMPLAINT,
    Channel,
    Complaint,
    ComplaintRefused,
    ComplaintState,
    Heard,
    Kind,
    complaints_of,
    hear_back,
    receive_complaint,
    withdraw,
)
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.portal.forms.complaint import ComplaintForm, HearForm
from guanjia.portal.forms.request import ReasonForm
from guanjia.portal.views.resident import resident_page

MOST = 50
S = ComplaintState
OVER = frozenset({S.ANSWERED, S.SATISFIED, S.FILED, S.INVALID, S.WITHDRAWN})
ONE = "portal/home/complaint.html"


@resident_page(history=True)
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """What I complained about and where it stands; a new complaint."""
    residence, site, at = request.residence, request.site, site_now(request.site)
    form = ComplaintForm(request.POST or None)
    key = request.POST.get("key") or secrets.token_hex(8)
    if request.method == "POST" and form.is_valid():
        given, unit = form.cleaned_data, residence.homes[0] if residence.homes else None
        heard = Heard(
            problem=given["problem"], kind=Kind(given["kind"]), place=given["place"], channel=Channel.PORTAL,
            unit_id=unit.pk if unit else None, person_id=residence.person.pk,
            source_key=f"portal:{request.user.pk}:{key[:40]}",
        )  # fmt: skip
        try:
            made = receive_complaint(site=site, heard=heard, actor=request.user, at=at)
        except ComplaintRefused as refused:
            form.add_error(None, str(refused))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            form = ComplaintForm()
            messages.error(request, str(secret))
        else:
            messages.success(request, _("We have your complaint and answer within the time that is promised."))
            return redirect("portal:complaint", site_code, made.number)
    rows = complaints_of(site, person_ids=[residence.person.pk])[:MOST]
    context = {"residence": residence, "rows": rows, "form": form, "key": key}
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/home/complaints.html", context, status=status)


@resident_page(history=True)
@require_safe
def one(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One complaint of mine: how far it is, what came out, what I say to it."""
    return render(request, ONE, _context(request, _found(request, number)))


@resident_page(history=True)
@require_POST
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Say whether the result will do, or take the complaint back."""
    found, at, actor = _found(request, number), site_now(request.site), request.user
    form: Any = HearForm(request.POST) if verb == "hear" else ReasonForm(request.POST)
    if not form.is_valid():
        name = "hear" if verb == "hear" else "reason"
        return render(request, ONE, _context(request, found) | {name: form}, status=422)
    given = form.cleaned_data
    try:
        if verb == "hear":
            hear_back(complaint=found, **given, actor=actor, at=at)
        elif verb == "withdraw" and found.stage not in OVER:
            withdraw(complaint=found, reason=given["reason"], actor=actor, at=at)
        else:
            raise Http404
    except MoveRefused:
        messages.error(request, _("It has moved on meanwhile. Look again."))
    except (ComplaintRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    return redirect("portal:complaint", site_code, number)


def _found(request: HttpRequest, number: str) -> Complaint:
    """The complaint with this number if I made it; a neighbour's is not found, like none."""
    return get_object_or_404(complaints_of(request.site, person_ids=[request.residence.person.pk]), number=number)


def _context(request: HttpRequest, found: Complaint) -> dict[str, Any]:
    moves = [
        entry for entry in timeline((COMPLAINT, found.pk)) if entry.from_state and entry.to_state != entry.from_state
    ]
    return {
        "residence": request.residence,
        "found": found,
        "steps": [*((S(entry.to_state), entry.at) for entry in moves), (S.RECEIVED, found.received_at)],
        "told": found.told_at is not None,
        "asked": found.stage is S.ANSWERED,
        "can_withdraw": found.stage not in OVER,
        "hear": HearForm(),
        "reason": ReasonForm(),
    }
