"""The user opinion sheet (TMPL-017) and the process card (TMPL-007) as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.complaints.models import Complaint
from guanjia.complaints.permissions import works
from guanjia.complaints.rules.deeds import COMPLAINT_WORDS
from guanjia.complaints.rules.states import ComplaintState
from guanjia.complaints.views.finding import find_complaint
from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page


@require_GET
@require_page(works)
def opinion_sheet(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """用户意见受理表: matter, process, result, the user's comment; blank boxes where nothing is written yet."""
    complaint = find_complaint(request, number)
    return _pdf(_frame(request, complaint, _("User opinion sheet")) | {"sections": sheet_sections(complaint)})


@require_GET
@require_page(works)
def process_card(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """投诉处理流程卡: each step with its moment and by whom."""
    complaint = find_complaint(request, number)
    return _pdf(_frame(request, complaint, _("Complaint process card")) | {"sections": [card_section(complaint)]})


def sheet_sections(complaint: Complaint) -> list[dict[str, Any]]:
    """The four fields of the sheet (CMPL-012)."""
    empty = "\n\n\n"
    return [
        {"title": _("1. Matter"), "text": complaint.problem or empty},
        {"title": _("2. Process"), "text": "\n".join(filter(None, [complaint.details, complaint.process])) or empty},
        {"title": _("3. Result"), "text": complaint.result or empty},
        {"title": _("4. The user's comment"), "text": complaint.comment or empty},
    ]


def card_section(complaint: Complaint) -> dict[str, Any]:
    """The steps of the complaint, oldest first."""
    rows = []
    for entry in reversed(timeline(("complaints.complaint", complaint.pk))):
        if entry.action.startswith("duties."):
            continue
        label = COMPLAINT_WORDS.get(entry.action) or (
            ComplaintState(entry.to_state).label if entry.to_state else entry.action
        )
        rows.append([f"{local(complaint.site, entry.at):%m-%d %H:%M}", _(label), entry.reason])
    return {"title": _("Steps"), "heads": [_("When"), _("Step"), _("Words")], "rows": rows, "widths": [2, 3, 5]}


def _frame(request: HttpRequest, complaint: Complaint, title: str) -> dict[str, Any]:
    site = request.site
    facts = [
        [_("Time of receipt"), f"{local(site, complaint.received_at):%Y-%m-%d %H:%M}"],
        [_("Level"), _(complaint.level_enum.label)],
        [_("Kind"), _(complaint.kind_enum.label)],
        [_("Unit"), complaint.unit.code if complaint.unit else "–"],
        [
            _("Complainant"),
            _("anonymous") if complaint.anonymous else complaint.person.name if complaint.person else "–",
        ],
        [_("Handler"), str(complaint.owner or "–")],
    ]
    address = request.build_absolute_uri(request.path.rsplit("/", 1)[0] + "/")
    return {
        "site": site.name,
        "title": title,
        "number": complaint.number,
        "printed": f"{local(site, site_now(site)):%Y-%m-%d %H:%M}",
        "qr": qr_svg(address),
        "facts": facts,
        "signatures": [_("Handler"), _("Complainant"), _("Superior")],
    }


def _pdf(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
