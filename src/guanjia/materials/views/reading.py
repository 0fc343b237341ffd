"""A reader's own stamped copy, by a signed link and without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import site_now
from guanjia.materials.actions.reading import open_reader, reader_of_token
from guanjia.materials.queries.heads import COMES
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.people.public import public_page


def _private(response: HttpResponse) -> HttpResponse:
    """The address holds the token and must not travel to another host; nothing stays in a cache."""
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_GET
@public_page
def reader(request: HttpRequest, token: str) -> HttpResponse:
    """What the copy is and the button that opens it; a forged address is 404, a cleared copy 410, each with one sentence."""
    found = reader_of_token(token)
    if found is None or found.paper.event.secrecy == "controlled":
        return _private(render(request, "portal/link_unknown.html", status=404))
    site = found.paper.event.site
    gone = {
        "site": site,
        "phone": site.settings.get("phone", ""),
        "reason": _("This paper was cleared after the meeting."),
    }
    if found.guest.answer not in COMES or not found.guest.name:
        return _private(render(request, "portal/link_spent.html", gone, status=410))
    if "open" not in request.GET and found.cleared_at is None:
        context = {"reader": found, "paper": found.paper, "site": site, "token": token}
        return _private(render(request, "materials/reader.html", context))
    try:
        content = open_reader(reader=found, at=site_now(site))
    except PaperRefused as refused:
        return _private(render(request, "portal/link_spent.html", gone | {"reason": str(refused)}, status=410))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number:03d}.pdf"'
    return _private(response)
