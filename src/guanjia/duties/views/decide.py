"""A leader's acts on one duty: give it to somebody, counter-sign, enter a paper sheet."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanjia.duties.actions.assigning import AssignmentRefused, assign
from guanjia.duties.actions.deciding import DecisionRefused, counter_sign
from guanjia.duties.actions.evidence import submit_evidence
from guanjia.duties.actions.submission import EvidenceRefused, Proof
from guanjia.duties.forms import PaperForm
from guanjia.duties.models.states import Source
from guanjia.duties.permissions import does_duties, leads_duties
from guanjia.duties.views.answers import say
from guanjia.duties.views.checklist import evidence_id_of, items_of_form, lines_of_form
from guanjia.duties.views.phone import find_line
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import User, require_page


@require_POST
@require_page(leads_duties)
def assign_duty(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """换人: to one person, or with an empty choice back to the post."""
    line, chosen = find_line(request, pk), request.POST.get("user", "")
    user = User.objects.filter(pk=typed.number(chosen)).first()
    try:
        assign(
            actor=request.user, duty_id=line.pk, user=user, reason=request.POST.get("reason", "")[:200],
            at=site_now(request.site),
        )  # fmt: skip
        messages.success(request, _("The duty is now in other hands."))
    except AssignmentRefused as refusal:
        messages.error(request, _(str(refusal)))
    return redirect("duties:duty", site_code=site_code, pk=pk)


@require_POST
@require_page(does_duties)
def counter_sign_duty(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The second signature."""
    line = find_line(request, pk)
    try:
        counter_sign(actor=request.user, duty_id=line.pk, at=site_now(request.site))
        messages.success(request, _("Counter-signed."))
    except DecisionRefused as refusal:
        messages.error(request, _(str(refusal)))
    return redirect("duties:duty", site_code=site_code, pk=pk)


@require_http_methods(["GET", "POST"])
@require_page(does_duties)
def from_paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Enter a paper sheet: who did it and when stands on the sheet, who types it in is a second person."""
    line, at = find_line(request, pk), site_now(request.site)
    known = {"sheet_number": request.GET.get("sheet", "")[:40]}
    form = PaperForm(request.POST or None, initial=known, site=request.site, at=at, enters=request.user)
    problem, evidence_id = "", evidence_id_of(request) if request.method == "POST" else uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        proof = _paper_proof(request, line.standard, form.cleaned_data)
        try:
            receipt = submit_evidence(
                actor=form.cleaned_data["person"], duty_id=pk, evidence_id=evidence_id, at=at, proof=proof
            )
            messages.success(request, say(receipt))
            return redirect("duties:duty", site_code=site_code, pk=pk)
        except EvidenceRefused as refusal:
            problem = _(str(refusal))
        except SecretRefused as refusal:
            problem = str(refusal)
    context = {
        "line": line, "duty": line.duty, "form": form, "problem": problem, "evidence_id": evidence_id,
        "form_lines": lines_of_form(line.standard, request.POST if request.method == "POST" else None),
    }  # fmt: skip
    return render(request, "duties/paper.html", context, status=422 if request.method == "POST" else 200)


def _paper_proof(request: HttpRequest, standard: Any, given: dict[str, Any]) -> Proof:
    return Proof(
        items=items_of_form(standard, request.POST),
        device_at=given["written_at"],
        source=Source.PAPER,
        note=given["note"],
        entered_by=request.user,
        sheet_number=given["sheet_number"],
        single_handed_reason=given["single_handed_reason"],
    )
