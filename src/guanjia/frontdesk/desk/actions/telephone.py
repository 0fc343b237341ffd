"""The telephone system: how it is connected, and what it reports."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, setting
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.actions.ringing import answer_call, hang_up, ring_in
from guanjia.frontdesk.desk.models import Call, Machine
from guanjia.frontdesk.desk.queries.machines import sitting_at
from guanjia.frontdesk.desk.rules.calls import CallState
from guanjia.frontdesk.desk.rules.telephone import KINDS, is_fresh, is_genuine
from guanjia.kernel.states import MoveRefused

TURN = "desk.telephone_turn"


@dataclass(frozen=True, slots=True)
class Line:
    """What the telephone system is given: the address' token, and the secret with which it signs."""

    token: str
    secret: str


class NotGenuine(Exception):
    """The message was not signed by the site's telephone system, or it is old."""


def connection_of(site: Site) -> Line:
    """Token and secret of the site; another turn of the setting `desk.telephone_turn` makes both new."""
    turn = setting(site, TURN)
    return Line(
        f"{site.code}.{_derive(f'telephone token {site.pk} {turn}')[:24]}",
        "tel_" + _derive(f"telephone {site.pk} {turn}"),
    )


def _derive(what: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), what.encode(), hashlib.sha256).hexdigest()


def site_of_token(token: str) -> Site | None:
    """The site whose telephone system owns the token."""
    code = token.rpartition(".")[0]
    site = Site.objects.filter(code=code).first() if code else None
    return site if site is not None and hmac.compare_digest(connection_of(site).token, token) else None


def check_signature(site: Site, header: str, body: bytes, *, received_at: datetime) -> None:
    """Raise NotGenuine unless the body was signed by the site's system within five minutes of its reception."""
    if not is_genuine(connection_of(site).secret, header, body) or not is_fresh(header, received_at):
        raise NotGenuine


def take_event(*, site: Site, event: Any, at: datetime) -> Call:
    """Take in `{"event": ringing|answered|hangup, "call_id", "caller", "extension", "at"}`. The same event again changes nothing.

    Events may come in any order: a hang-up of a call never heard of is a missed call. Raises DeskRefused naming the field.
    """
    kind, key, extension, phone = _read(event)
    known = Call.objects.filter(site=site, line_key=key).first()
    if kind == "hangup" and known is not None:
        return hang_up(call=known, at=at)
    call = known or ring_in(site=site, phone=phone, extension=extension, at=at, line_key=key)
    if kind == "hangup":
        return hang_up(call=call, at=at)
    if kind == "answered" and call.state == CallState.RINGING:
        machine = Machine.objects.filter(site=site, extension=extension, revoked_at=None).exclude(extension="").first()
        sitting = sitting_at(machine) if machine is not None else None
        try:
            answer_call(call=call, actor=sitting.user if sitting else None, at=at, machine=machine)
        except MoveRefused:
            call.refresh_from_db()
    return call


def _read(event: Any) -> tuple[str, str, str, str]:
    if not isinstance(event, dict):
        raise DeskRefused(_("The event is no JSON object."))
    kind, key = str(event.get("event", "")), str(event.get("call_id", ""))
    if kind not in KINDS:
        raise DeskRefused(_("event: one of ringing, answered, hangup."))
    if not 1 <= len(key) <= 80:
        raise DeskRefused(_("call_id: 1 to 80 characters."))
    return kind, key, str(event.get("extension", ""))[:12], str(event.get("caller", ""))[:30]
