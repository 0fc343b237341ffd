"""Finding what an address names, and telling what was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.conference.public import Event
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Organisation


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site with its enquiry, else 404. A protected one has no page here."""
    rows = Event.objects.select_related("site", "intake", "organisation")
    event = get_object_or_404(rows, site=request.site, ref=ref)
    if event.secrecy != "ordinary" or not hasattr(event, "intake"):
        raise Http404
    return event


def client_of(request: HttpRequest, pk: int) -> Organisation:
    """The client of the reader's site, else 404."""
    return get_object_or_404(Organisation.objects.filter(sites=request.site), pk=pk)


def is_chinese() -> bool:
    """Whether the reader reads Chinese."""
    return (get_language() or "").startswith("zh")


def tried(form: Form, deed: Callable[[], Any]) -> bool:
    """Do it with what a valid form holds; a refusal goes to its field, or above the form. False when it was refused."""
    try:
        deed()
    except ClienteleRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except SecretRefused as secret:
        form.add_error(None, str(secret))
    except MoveRefused:
        form.add_error(None, _("That is not possible in the state it is in."))
    else:
        return True
    return False


def pressed(request: HttpRequest, deed: Callable[[], Any], done: str = "") -> bool:
    """Do what a single button asks for; a refusal becomes a message."""
    try:
        deed()
    except (ClienteleRefused, SecretRefused) as refused:
        messages.error(request, str(refused))
    except MoveRefused:
        messages.error(request, _("That is not possible in the state it is in."))
    else:
        if done:
            messages.success(request, done)
        return True
    return False
