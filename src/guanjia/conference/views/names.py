"""Reading names before they are printed, and printing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.actions.identity import set_real_name
from guanjia.conference.actions.papers import CARDS, PAPERS, print_papers
from guanjia.conference.actions.proofs import confirm_names, read_names
from guanjia.conference.models import Event
from guanjia.conference.permissions import can_plan, can_run, can_see_conferences
from guanjia.conference.queries.proofs import hash_of_list, name_lines, shown_to
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.views.guests import event_of
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page


@require_page(can_see_conferences, write=can_run)
def names(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The list as the cards will say it, with what each name still needs; POST confirms or reads exactly the list shown."""
    event = event_of(request, ref)
    if request.method == "POST":
        _look(request, event)
        return redirect("conference:names", site_code, ref)
    lines = name_lines(event)
    context = {
        "event": event,
        "lines": (shown := shown_to(request.user.pk, lines)),
        "hidden": len(lines) - len(shown),
        "seen_page": hash_of_list(shown),
        "open": sum(not line.readable for line in lines),
        "seen": hash_of_list(lines),
        "can_run": can_run(request.user, request.site),
        "can_plan": can_plan(request.user, request.site),
        "cards": [(code, PAPERS[code], _unprinted(lines, column), len(lines)) for code, column in CARDS.items()],
    }
    return render(request, "conference/guest/names.html", context)


def _unprinted(lines: Any, column: str) -> int:
    return sum(not getattr(line.guest, column) for line in lines)


def _look(request: HttpRequest, event: Event) -> None:
    told = {"event": event, "seen": request.POST.get("seen", ""), "actor": request.user, "at": site_now(request.site)}
    try:
        if request.POST.get("verb") == "confirm":
            count = confirm_names(name=request.POST.get("name", ""), **told)
        elif request.POST.get("verb") == "read":
            count = read_names(**told)
        else:
            raise Http404
    except (Refused, Stale, SecretRefused) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Names noted: %(count)s") % {"count": count})


def pdf_response(pdf: bytes, event: Event, paper: str) -> HttpResponse:
    """A paper of the event, shown in the browser and kept nowhere."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{event.ref}-{paper}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_page(can_plan)
def papers(request: HttpRequest, site_code: str, ref: str, paper: str) -> HttpResponse:
    """The sign-in sheet or the proof as PDF; cards by POST, for they are counted. A character without a glyph blocks the printing."""
    event = event_of(request, ref)
    if paper not in PAPERS:
        raise Http404
    if paper in CARDS and request.method != "POST":
        return redirect("conference:names", site_code, ref)
    chosen = set(typed.numbers(request.POST.getlist("guest"))) or None
    reason = request.POST.get("reason", "")
    try:
        pdf = print_papers(
            event=event, paper=paper, guest_ids=chosen, reason=reason, actor=request.user, at=site_now(request.site)
        )
    except (DocumentRefused, Refused) as refused:
        messages.error(request, str(refused))
        return redirect("conference:names", site_code, ref)
    return pdf_response(pdf, event, paper)


@require_POST
@require_page(can_plan)
def real_name(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Admit by real name, or no longer."""
    event = event_of(request, ref)
    set_real_name(event=event, on=request.POST.get("on") == "1", actor=request.user, at=site_now(request.site))
    return redirect("conference:guests", site_code, ref)
