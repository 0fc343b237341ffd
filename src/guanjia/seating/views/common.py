"""Finding what an address names."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Refused
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.seating.models import SeatPlan
from guanjia.seating.rules.refusals import PlanStale, SeatingRefused


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def plan_of(request: HttpRequest, pk: int) -> SeatPlan:
    """The plan at the reader's site, else 404."""
    rows = SeatPlan.objects.select_related("site", "event__site", "block__room")
    return get_object_or_404(rows, pk=pk, site=request.site)


def number_in(request: HttpRequest, name: str) -> int:
    """A number that the form sends; 0 for anything else."""
    return typed.number(request.POST.get(name))


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do it; a refusal becomes a message in the reader's language."""
    try:
        deed()
    except MoveRefused:
        messages.error(request, _("That is not possible in the state the plan is in."))
    except (SeatingRefused, PlanStale, SecretRefused, Refused, DocumentRefused) as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
        return True
    return False


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser and kept nowhere."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
