"""我的任务: the list of a field worker and the page of one duty."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.duties.actions.assigning import call_leader
from guanjia.duties.actions.evidence import submit_evidence
from guanjia.duties.actions.faults import report_fault
from guanjia.duties.actions.submission import EvidenceRefused, Proof
from guanjia.duties.models import Duty, Evidence
from guanjia.duties.models.states import Source
from guanjia.duties.permissions import does_duties, sees_duties
from guanjia.duties.queries.catalogue import standard_of
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.duties.queries.lists import my_duties, with_places
from guanjia.duties.rules.judge import photos_forbidden
from guanjia.duties.views.answers import say
from guanjia.duties.views.checklist import evidence_id_of, items_of_form, lines_of_form, took_of
from guanjia.duties.views.handed_in import handed_in
from guanjia.duties.views.photos import store_photos
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page

MOST_SHOWN = 200


@require_GET
@require_page(sees_duties)
def mine(request: HttpRequest, site_code: str) -> HttpResponse:
    """What I owe now, next and can still make good."""
    at = site_now(request.site)
    lines = my_duties(request.user, request.site, at)[:MOST_SHOWN]
    now = [line for line in lines if line.duty.is_live and line.is_open_at(at)]
    later = [line for line in lines if line.duty.is_live and not line.is_open_at(at)]
    missed = [line for line in lines if not line.duty.is_live]
    context = {"now": now, "later": later, "missed": missed, "at": at}
    return render(request, "duties/mine.html", context)


@require_GET
@require_page(sees_duties)
def my_duty(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One duty: checklist, photo, signature, one big button."""
    return _show(request, find_line(request, pk), uuid.uuid4(), None)


@require_POST
@require_page(does_duties)
def done(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Hand in the evidence of a duty; wrong input shows the page again with everything typed."""
    line = find_line(request, pk)
    at, evidence_id = site_now(request.site), evidence_id_of(request)
    try:
        receipt = submit_evidence(
            actor=request.user, duty_id=pk, evidence_id=evidence_id, at=at, proof=_proof(request, line, at)
        )
    except (EvidenceRefused, FileRefused, SecretRefused) as refusal:
        code = _(str(refusal)) if isinstance(refusal, EvidenceRefused) else str(refusal)
        return _show(request, line, evidence_id, code, status=422)
    (messages.success if receipt.status == "accepted" else messages.warning)(request, say(receipt))
    return redirect("duties:mine", site_code=site_code)


@require_POST
@require_page(does_duties)
def call(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """呼叫组长."""
    line = find_line(request, pk)
    call_leader(actor=request.user, duty_id=pk, words=request.POST.get("words", "")[:200], at=site_now(request.site))
    messages.success(request, _("The leader has been called."))
    return redirect("duties:my_duty", site_code=site_code, pk=line.pk)


@require_POST
@require_page(does_duties)
def fault(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """异常转工单: something here is broken; the duty itself stays open."""
    line = find_line(request, pk)
    at, words = site_now(request.site), request.POST.get("words", "").strip()
    if not words:
        return _show(request, line, evidence_id_of(request), _("Say in a few words what is wrong."), status=422)
    try:
        photos = store_photos(request, line.duty, at)
        report_fault(actor=request.user, duty_id=pk, words=words, file_ids=[file for _item, file in photos], at=at)
    except (FileRefused, SecretRefused) as refusal:
        return _show(request, line, evidence_id_of(request), str(refusal), status=422)
    messages.success(request, _("Reported. A work order follows; this duty stays open."))
    return redirect("duties:my_duty", site_code=site_code, pk=line.pk)


def find_line(request: HttpRequest, pk: int) -> DutyLine:
    """The duty of this site in words, or 404."""
    lines = lines_of(with_places(Duty.objects.filter(pk=pk, site=request.site)))
    if not lines:
        raise Http404
    return lines[0]


def _proof(request: HttpRequest, line: DutyLine, at: Any) -> Proof:
    seen = str(request.POST.get("rev", ""))
    return Proof(
        items=items_of_form(standard_of(line.duty.version_id), request.POST),
        seen_rev=int(seen) if seen.isdecimal() and len(seen) < 19 else None,
        source=Source.PHONE,
        photos=store_photos(request, line.duty, at),
        signature=request.POST.get("signature", "")[:200_000],
        scan=request.POST.get("scan", "").strip(),
        note=request.POST.get("note", "").strip()[:2000],
        took=took_of(request),
        single_handed_reason=request.POST.get("single_handed_reason", "").strip(),
    )


def _show(
    request: HttpRequest, line: DutyLine, evidence_id: uuid.UUID, problem: str | None, status: int = 200
) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    facts = line.subject.facts if line.subject is not None else {}
    evidence = Evidence.objects.filter(duty_id=line.pk).select_related("actor")
    context = {
        "line": line,
        "duty": line.duty,
        "standard": line.standard,
        "form_lines": lines_of_form(line.standard, typed),
        "evidence_id": evidence_id,
        "typed": typed or {},
        "problem": problem,
        "open": line.is_open_at(site_now(request.site)),
        "no_photos": photos_forbidden(line.standard, facts),
        "handed_in": handed_in(evidence.order_by("at"), line.standard),
        "watermark": f"{request.site.name} {line.place_name} {request.user}",
    }
    return render(request, "duties/my_duty.html", context, status=status)
