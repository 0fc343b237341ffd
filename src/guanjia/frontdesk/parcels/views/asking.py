"""What the pages of the counter share: whom a text means, photos, the refusals that a form shows."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused
from guanjia.foundation.files.public import FileRefused, Watermark, store
from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.parcels.actions.codes import CodeRefused
from guanjia.frontdesk.parcels.queries.recipients import Recipient, recipient_by_key, recipients
from guanjia.kernel.states import MoveRefused

REFUSALS = (CustodyRefused, CodeRefused, SecretRefused, BadValue, FileRefused, MoveRefused)


def add_refusal(form: Form, refused: Exception) -> None:
    """Show the refusal at its field, or above the form."""
    field = getattr(refused, "field", None)
    if isinstance(refused, CodeRefused) and "code" in form.fields:
        field = "code"
    text = _("This has been settled already.") if isinstance(refused, MoveRefused) else str(refused)
    form.add_error(field if field in form.fields else None, text)


def said_of(refused: Exception) -> str:
    """The refusal as a sentence."""
    return _("This has been settled already.") if isinstance(refused, MoveRefused) else str(refused)


def found_for(request: HttpRequest, text: str, at: datetime) -> list[Recipient]:
    """Who may be meant by what was typed."""
    return recipients(request.site, text, local(request.site, at).date())


def as_choices(found: list[Recipient]) -> list[tuple[str, str]]:
    """The found ones as (key, words) for a form."""
    return [(each.key, f"{each.unit.code} {each.person.name if each.person is not None else '–'}") for each in found]


def chosen(request: HttpRequest, found: list[Recipient]) -> Recipient | None:
    """The one that was chosen among the found, or the only one; None while it is not clear."""
    key = request.POST.get("choice", "")
    if any(each.key == key for each in found):
        return recipient_by_key(request.site, key)
    return found[0] if len(found) == 1 else None


def prefilled(request: HttpRequest) -> str:
    """What the card of the desk knows already: the unit of ?unit= and the person of ?person= as a key."""
    unit, person = request.GET.get("unit", ""), request.GET.get("person", "")
    return f"{unit}:{person or 0}" if unit.isdigit() else ""


def photos(request: HttpRequest, at: datetime, place: str = "") -> list[int]:
    """Keep the photos of the form with their watermark; their ids. Raises FileRefused."""
    site: Any = request.site
    mark = Watermark(site.name, place, f"{local(site, at):%Y-%m-%d %H:%M}", str(request.user))
    return [
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    ]
