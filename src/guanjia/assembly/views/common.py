"""Finding what an address names, and doing a deed with its refusals said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.assembly.models import Assembly, Motion
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.conference.public import Event
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused

Refusal = (AssemblyRefused, SecretRefused, FileRefused, DocumentRefused)


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def assembly_of(request: HttpRequest, pk: int) -> Assembly:
    """The assembly at the reader's site, else 404; one whose meeting became a controlled one is gone too."""
    rows = Assembly.objects.select_related("site", "event__site", "block__room", "chair__guest")
    return get_object_or_404(rows.exclude(event__secrecy="controlled"), pk=pk, site=request.site)


def motion_of(request: HttpRequest, pk: int) -> Motion:
    """The motion at the reader's site, else 404."""
    rows = Motion.objects.select_related("assembly__site", "assembly__event", "assembly__block__room")
    return get_object_or_404(rows.exclude(assembly__event__secrecy="controlled"), pk=pk, assembly__site=request.site)


def number_in(request: HttpRequest, name: str) -> int:
    """A number that the form sends; 0 for anything else."""
    return typed.number(request.POST.get(name))


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do it; a refusal becomes a message in the reader's language."""
    try:
        deed()
    except MoveRefused:
        messages.error(request, _("That is not possible as things stand now."))
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
        return True
    return False


def say_refusal(form: Any, refused: Exception) -> None:
    """Put the refusal beside the field that it names, else over the form."""
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, str(refused))


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser and kept nowhere."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
