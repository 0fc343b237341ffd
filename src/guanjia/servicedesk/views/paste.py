"""Requests out of a pasted group chat (FIELD 21): read, look over, take down, copy the answer."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import BadValue
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.knowledge.public import Pasted, read_paste
from guanjia.people.public import require_page
from guanjia.places.public import Unit
from guanjia.servicedesk.actions.contact import contact_of
from guanjia.servicedesk.actions.logging import Ask, log_request
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.permissions import takes_requests
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.requests import Channel

MOST_TEXT = 20_000
MOST = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """One matter of the chat as it stands in the form; `unit` is "" unless such a unit is here."""

    number: int
    said: Pasted
    unit: str
    phone: str
    key: str


@require_page(takes_requests)
def paste_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Paste, look over, take down: two clicks. The same chat pasted again takes nothing down twice."""
    text = request.POST.get("chat", "")[:MOST_TEXT]
    proposals = _proposals(request.site, text)
    taken: list[tuple[ServiceRequest, str]] = []
    refused = ""
    if request.method == "POST" and request.POST.get("verb") == "take":
        try:
            taken = [_take(request, each) for each in proposals if request.POST.get(f"take-{each.number}") == "on"]
        except (SecretRefused, BadValue) as why:
            refused = str(why)
    context = {
        "chat": text,
        "proposals": proposals,
        "taken": taken,
        "refused": refused,
        "nothing": bool(text.strip()) and not proposals,
        "kinds": [(kind.code, kind.title(get_language() or "")) for kind in catalogue().kinds.values()],
    }
    return render(request, "servicedesk/paste.html", context, status=422 if refused else 200)


def _proposals(site: Site, text: str) -> list[Proposal]:
    said = read_paste(text, site)[:MOST] if text.strip() else []
    codes = {code for each in said for code in each.units}
    known = set(Unit.objects.filter(site=site, code__in=codes).values_list("code", flat=True))
    return [
        Proposal(
            number,
            each,
            next((code for code in each.units if code in known), ""),
            each.phones[0] if each.phones else "",
            _key(each),
        )
        for number, each in enumerate(said, 1)
    ]


def _key(said: Pasted) -> str:
    """The same words of the same author at the same time are one matter, however often they are pasted."""
    words = f"{said.author}|{said.said_at}|{said.text}"
    return f"paste:{hashlib.sha256(words.encode()).hexdigest()[:40]}"


def _take(request: HttpRequest, proposal: Proposal) -> tuple[ServiceRequest, str]:
    site, at, given = request.site, site_now(request.site), request.POST
    code = given.get(f"unit-{proposal.number}", "").strip()
    unit = Unit.objects.filter(site=site, code=code).first() if code else None
    name, phone = (given.get(f"{each}-{proposal.number}", "").strip() for each in ("name", "phone"))
    known = ServiceRequest.objects.filter(site=site, source_key=proposal.key).first()
    person: Any = None
    if known is None and (name or phone):
        person = contact_of(
            site=site, name=name, phone=phone, unit_id=unit.pk if unit else None, actor=request.user, at=at
        )
    ask = Ask(
        title=given.get(f"title-{proposal.number}", proposal.said.text).strip()[:200] or proposal.said.text[:200],
        description=proposal.said.text,
        kind=given.get(f"kind-{proposal.number}", ""),
        channel=Channel.GROUP,
        unit_id=unit.pk if unit else None,
        place_text="" if unit else (code or proposal.said.building)[:200],
        person_id=person.pk if person else None,
        source_key=proposal.key,
    )
    row = log_request(site=site, ask=ask, actor=request.user, at=at)
    reply = _("%(name)s, taken down at %(time)s under %(number)s. We will tell you how it goes on.") % {
        "name": f"@{proposal.said.author}" if proposal.said.author else "",
        "time": f"{local(site, row.opened_at):%H:%M}",
        "number": row.number,
    }
    return row, reply.removeprefix(", ")
