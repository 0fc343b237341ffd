"""Finding what an address names, and what a refusal becomes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Guest
from guanjia.duties.public import GateClosed
from guanjia.foundation.documents.public import DocumentRefused, render_pdf
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.kernel.typed import number
from guanjia.materials.models import Paper
from guanjia.materials.rules.refusals import PaperRefused, PaperStale

REFUSALS = (PaperRefused, PaperStale, SecretRefused, GateClosed, FileRefused, DocumentRefused)


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def paper_of(request: HttpRequest, pk: int) -> Paper:
    """The paper at the reader's site, else 404."""
    rows = Paper.objects.select_related("site", "event__site", "block__room", "keeper", "file")
    paper = get_object_or_404(rows, pk=pk, site=request.site)
    if paper.event.secrecy == "controlled":
        raise Http404
    return paper


def guest_of(event: Event, text: str) -> Guest | None:
    """A guest by number in the form; None for anything else."""
    return Guest.objects.select_related("delegation").filter(pk=number(text), event=event).first()


def number_in(request: HttpRequest, name: str) -> int:
    """A number that the form sends; -1 for anything else."""
    text = request.POST.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def typed(request: HttpRequest, name: str, most: int = 200) -> str:
    """A text that the form sends."""
    return request.POST.get(name, "").strip()[:most]


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do it; a refusal becomes a message in the reader's language."""
    try:
        deed()
    except MoveRefused:
        messages.error(request, _("That is not possible in the state the paper is in."))
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
        return True
    return False


def pdf(template: str, data: dict[str, Any], name: str) -> HttpResponse:
    """A paper, shown in the browser and kept nowhere."""
    response = HttpResponse(render_pdf(template, data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
