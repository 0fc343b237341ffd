"""A member of the staff writes to the application in 企业微信: a fault becomes a request, a number is answered with its state."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import Told, user_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import Site
from guanjia.knowledge.public import read_paste
from guanjia.people.public import is_staff
from guanjia.places.public import Unit
from guanjia.servicedesk.public import Ask, Channel, ServiceRequest, log_request

NUMBER = re.compile(r"BX-\d{8}-\d{4,}", re.IGNORECASE)
SHORTEST = 4
PROVIDER = "wecom"


def answer_wecom(*, site: Site, told: Told, at: datetime) -> str:
    """What is written back, in the language of whoever wrote; "" for what needs no answer (somebody opened the application).

    The service sends a message again when we were slow: the same message is the same request and gets the same answer.
    """
    if told.kind == "event":
        return ""
    user = user_of(site, PROVIDER, told.sender)
    with translation.override(getattr(user, "language", "") or settings.LANGUAGE_CODE):
        if user is None or not is_staff(user, site):
            url = _link(reverse("portal:outside_login", args=[site.code, PROVIDER]))
            return _("We do not know you yet. Log in once with the code from the desk: %(url)s") % {"url": url}
        if told.kind != "text":
            return _help(site)
        if number := NUMBER.search(told.text):
            return _state(site, number[0].upper())
        try:
            return _take(site, told, user, at)
        except SecretRefused as refused:
            return str(refused)


def _take(site: Site, told: Told, user: Any, at: datetime) -> str:
    said = next(iter(read_paste(told.text, site)), None)
    if said is None or not said.worth or len(said.text) < SHORTEST:
        return _help(site)
    unit = Unit.objects.filter(site=site, code__in=said.units).first() if said.units else None
    ask = Ask(
        title=said.text[:200], description=told.text, kind=said.kind, channel=Channel.STAFF,
        unit_id=unit.pk if unit else None, place_text="" if unit else said.building, source_key=f"wecom:{told.number}"[:120],
    )  # fmt: skip
    made = log_request(site=site, ask=ask, actor=user, at=at)
    return _("%(number)s is taken down: %(title)s. Add photos or change it: %(url)s") % {
        "number": made.number, "title": f"{made.where} {made.title}".strip()[:80], "url": _page(made),
    }  # fmt: skip


def _state(site: Site, number: str) -> str:
    found = ServiceRequest.objects.filter(site=site, number=number).first()
    if found is None:
        return _("There is no request %(number)s here.") % {"number": number}
    facts = {"number": number, "state": _(found.stage.label), "title": found.title[:60], "url": _page(found)}
    return _("%(number)s, %(title)s: %(state)s. %(url)s") % facts


def _page(found: ServiceRequest) -> str:
    return _link(reverse("servicedesk:request", args=[found.site.code, found.number]))


def _help(site: Site) -> str:
    url = _link(reverse("servicedesk:log", args=[site.code]))
    return _(
        "Write place and fault, as 3-2-1201 kitchen tap drips, or a number to hear how far it is. With photos: %(url)s"
    ) % {"url": url}


def _link(path: str) -> str:
    return f"{settings.ORIGIN}{path}"
