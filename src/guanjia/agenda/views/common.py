"""Finding what an address names."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.agenda.models import Agenda
from guanjia.agenda.queries.reading import agendas
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.conference.public import Block, Event, Refused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import SlotTaken


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def block_of(request: HttpRequest, block_id: int) -> Block:
    """The meeting at the reader's site, else 404; none of a controlled event."""
    rows = Block.objects.select_related("site", "event__site", "room").exclude(event__secrecy="controlled")
    return get_object_or_404(rows, pk=block_id, site=request.site)


def agenda_of(request: HttpRequest, block_id: int) -> Agenda:
    """The agenda of the meeting, else 404."""
    return get_object_or_404(agendas(request.site), block=block_id)


def number_in(request: HttpRequest, name: str) -> int:
    """A number that the form sends; 0 for anything else."""
    return typed.number(request.POST.get(name))


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do it; a refusal becomes a message in the reader's language."""
    try:
        deed()
    except MoveRefused:
        messages.error(request, _("Somebody was faster, or this item is not at that point."))
    except (AgendaRefused, AgendaStale, SecretRefused, Refused, SlotTaken) as refused:
        messages.error(request, str(refused) or refused.args[-1])
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
