"""The application for a card on paper (TMPL-026)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.permissions import sees_cards
from guanjia.frontdesk.cards.queries.cards import doors_of
from guanjia.people.public import require_page


@require_GET
@require_page(sees_cards)
def application(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Personal data masked, the paper that was looked at, class and rights, boxes for both signatures."""
    rows = Card.objects.select_related("site", "person", "unit__building")
    card = get_object_or_404(rows, site=request.site, number=number)
    phones = masked([card.person]).get(card.person_id, {}).get("phone", [])
    until = f"{local(request.site, card.valid_until):%Y-%m-%d %H:%M}" if card.valid_until is not None else "–"
    data = {
        "site": request.site.name,
        "title": _("Application for an access card"),
        "number": card.number,
        "qr": qr_svg(card.number),
        "facts": [
            [_("Applicant"), card.person.name],
            [_("Telephone"), " ".join(phones) or "–"],
            [_("Unit"), card.unit.code],
            [_("Class"), _(card.sort.label)],
            [_("Paper looked at"), f"{_(card.get_evidence_display())} …{card.evidence_tail}"],
            [_("Holds"), f"{local(request.site, card.valid_from):%Y-%m-%d %H:%M} – {until}"],
            [_("Opens"), "、".join(door.name for door in doors_of(card)) or "–"],
        ],
        "signatures": [_("Applicant"), _("Card made by"), _("Given out by")],
    }
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{card.number}.pdf"'
    return answer
