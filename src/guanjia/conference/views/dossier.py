"""The dossier of an event and its reimbursement set, as PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.conference.models import Event, Guest
from guanjia.conference.permissions import can_see_conferences
from guanjia.conference.queries.dossier import dossier_of, set_facts
from guanjia.conference.rules.reimbursement import Paper, findings
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import local, site_now
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import require_page

NOT_OURS = N_("Settlement slip and invoice are not issued here yet: enclose those of the finance office.")


def _pdf(data: dict[str, object], name: str) -> HttpResponse:
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@require_GET
@require_page(can_see_conferences)
def dossier(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Everything that can be proved about an event, with the head of the seal."""
    event = _find(request, ref)
    return _pdf(dossier_of(event, site_now(request.site)), f"{event.ref}-dossier")


@require_GET
@require_page(can_see_conferences)
def reimbursement(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The six papers; a missing or disagreeing one is named on the first page. The sign-in sheet has boxes to sign."""
    event, at = _find(request, ref), site_now(request.site)
    found = findings(set_facts(event))
    said = {paper: [_(each.word) % each.values for each in found if each.paper is paper] for paper in Paper}
    rows = [[_(paper.label), "; ".join(said[paper]) or _("in order")] for paper in Paper]
    guests = Guest.objects.filter(event=event, admitted_at__isnull=False).order_by("rank_no", "pinyin", "pk")
    people = [
        [str(number), guest.name, guest.position, f"{local(event.site, guest.admitted_at):%m-%d %H:%M}", ""]
        for number, guest in enumerate(guests, 1)
    ]
    signing = [_("No."), _("Name"), _("Position"), _("Admitted"), _("Signature")]
    data = {
        "site": event.site.name,
        "title": _("Reimbursement set"),
        "number": f"{event.ref} {event.title}",
        "printed": f"{local(event.site, at):%Y-%m-%d %H:%M}",
        "sections": [
            {
                "title": _("Papers"),
                "text": _(NOT_OURS),
                "heads": [_("Paper"), _("Finding")],
                "rows": rows,
                "widths": [1, 3],
            },
            {"title": _("Sign-in sheet"), "heads": signing, "rows": people, "widths": [1, 2, 3, 2, 3]},
        ],
        "signatures": [_("Prepared by"), _("Checked by")],
    }
    return _pdf(data, f"{event.ref}-reimbursement")


def _find(request: HttpRequest, ref: str) -> Event:
    return get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
