"""Finding what an address names, and telling what was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.duties.public import GateClosed
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.green.rules.refusals import GreenRefused, GreenStale
from guanjia.kernel.states import MoveRefused


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def tried(form: Form, deed: Callable[[], Any]) -> bool:
    """Do it with what a valid form holds; a refusal goes to its field, or above the form. False when it was refused."""
    try:
        deed()
    except GreenRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except (GreenStale, SecretRefused, FileRefused) as refused:
        form.add_error(None, str(refused))
    except MoveRefused:
        form.add_error(None, _("That is not possible in the state it is in."))
    else:
        return True
    return False


def pressed(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do what a single button asks for; a refusal becomes a message."""
    try:
        deed()
    except GreenRefused as refused:
        messages.error(request, refused.message)
    except (GreenStale, SecretRefused, GateClosed) as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("That is not possible in the state it is in."))
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
