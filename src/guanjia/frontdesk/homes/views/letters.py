"""The numbered papers of a renovation, printed as they were written, and how they were served."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.sites.public import local, site_now
from guanjia.frontdesk.homes.actions.letters import serve_letter
from guanjia.frontdesk.homes.models import Letter
from guanjia.frontdesk.homes.permissions import inspects_homes, sees_homes
from guanjia.people.public import require_page


@require_GET
@require_page(sees_homes)
def letter_pdf(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """The paper as PDF, with its number."""
    letter = find_letter(request, number)
    site, row = request.site, letter.renovation
    data = {
        "site": site.name,
        "title": _(letter.kind_enum.label),
        "number": letter.number,
        "facts": [
            [_("To"), letter.addressee],
            [_("Unit"), row.unit.code],
            [_("Renovation"), row.number],
            [_("Date"), f"{local(site, letter.made_at):%Y-%m-%d %H:%M}"],
        ],
        "sections": [{"title": "", "text": part} for part in letter.body.split("\n")],
        "signatures": [_("For the manager"), _("Received by")],
    }
    answer = HttpResponse(render_pdf("documents/form.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{letter.number}.pdf"'
    return answer


@require_POST
@require_page(inspects_homes)
def letter_serve(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """Note how it reached its reader."""
    letter = find_letter(request, number)
    how = request.POST.get("how", "").strip()
    if not how or not serve_letter(letter=letter, how=how, actor=request.user, at=site_now(request.site)):
        messages.error(request, _("Say how it was served; a first note stays."))
    return redirect("homes:renovation", site_code, letter.renovation.number)


def find_letter(request: HttpRequest, number: str) -> Letter:
    """The letter of this site, or 404."""
    rows = Letter.objects.select_related("site", "renovation__unit", "renovation__person")
    return get_object_or_404(rows, site=request.site, number=number)
