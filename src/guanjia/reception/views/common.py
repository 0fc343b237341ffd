"""Finding what an address names, and saying why something was refused."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.custody.public import CustodyRefused
from guanjia.duties.public import GateClosed
from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.persons.public import BadValue, ReasonNeeded
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Roles, User, users_with_role
from guanjia.reception.rules.refusals import ReceptionRefused

REFUSALS = (ReceptionRefused, GateClosed, SecretRefused, CustodyRefused, ReasonNeeded, FileRefused)
CREW = tuple(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT, Roles.AUDITOR))


def event_of(request: HttpRequest, ref: str) -> Event:
    """The event of this reference at the reader's site, else 404. A controlled one has no page here (FIELD 1)."""
    event = get_object_or_404(Event.objects.select_related("site"), site=request.site, ref=ref)
    if event.secrecy == "controlled":
        raise Http404
    return event


def crew_of(request: HttpRequest, at: Any, *roles: Roles) -> list[User]:
    """Who works at the site, in these roles or any."""
    return sorted(users_with_role(request.site, *(roles or CREW), at=at), key=str)


def tried(request: HttpRequest, deed: Callable[[], Any], done: str = "", form: forms.Form | None = None) -> bool:
    """Do it; a refusal goes to its field of the form, or becomes a message in the reader's language."""
    try:
        deed()
    except MoveRefused:
        _say(request, form, "", _("That has been done already, or is not possible now. Look again."))
    except REFUSALS as refused:
        _say(request, form, getattr(refused, "field", ""), str(refused))
    except BadValue as bad:
        _say(request, form, bad.field, _(bad.reason))
    else:
        if done:
            messages.success(request, done)
        return True
    return False


def _say(request: HttpRequest, form: forms.Form | None, field: str, words: str) -> None:
    if form is None:
        messages.error(request, words)
    else:
        form.add_error(field if field in form.fields else None, words)


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser and kept nowhere."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
