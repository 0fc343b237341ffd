"""Codes on things: made, printed, voided, reported by."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Space, Unit
from guanjia.servicedesk.actions.contact import contact_of
from guanjia.servicedesk.actions.logging import Ask, log_request
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.models import Label, ServiceRequest
from guanjia.servicedesk.rules.requests import Channel

LABEL = "servicedesk.label"
MOST_AN_HOUR = 6
WINDOW = timedelta(hours=1)


@transaction.atomic
def make_label(
    *, site: Site, title: str, unit: Unit | None = None, place: Space | None = None, kind: str = "", actor: Any,
    at: datetime, replaces: Label | None = None,
) -> Label:  # fmt: skip
    """A label for a thing, a place, a home; its code cannot be guessed (96 bits)."""
    if not title.strip():
        raise RequestRefused(_("Say what the label is for."))
    label = Label.objects.create(
        site=site, code=secrets.token_urlsafe(12), title=title.strip()[:120], unit=unit, place=place,
        building_id=unit.building_id if unit else place.floor.building_id if place and place.floor else None,
        kind=kind, made_at=at, made_by=actor, replaces=replaces,
    )  # fmt: skip
    record(site=site, at=at, actor=actor, action="make", subject=(LABEL, label.pk), to_state="valid")
    return label


@transaction.atomic
def void_label(*, label: Label, reason: str, actor: Any, at: datetime, again: bool = False) -> Label | None:
    """A lost or copied label counts no more; `again` makes another one for the same thing, with a code of its own."""
    if not reason.strip():
        raise RequestRefused(_("Say why."))
    if not Label.objects.filter(pk=label.pk, voided_at=None).update(voided_at=at, void_reason=reason.strip()[:200]):
        raise RequestRefused(_("The label is void already."))
    record(
        site=label.site, at=at, actor=actor, action="void", subject=(LABEL, label.pk), from_state="valid", to_state="void",
        reason=reason,
    )  # fmt: skip
    if not again:
        return None
    return make_label(
        site=label.site, title=label.title, unit=label.unit, place=label.place, kind=label.kind, actor=actor, at=at,
        replaces=label,
    )  # fmt: skip


def find_label(code: str) -> Label | None:
    """The valid label with this code; None for a void or unknown one."""
    rows = Label.objects.select_related("site", "unit", "place", "building")
    return rows.filter(code=code, voided_at=None).first()


def report_by_label(
    *, label: Label, title: str, description: str = "", name: str = "", phone: str = "", elsewhere: str = "",
    file_ids: Sequence[int] = (), source_key: str = "", at: datetime,
) -> ServiceRequest:  # fmt: skip
    """A request without an account, about what the label is on. `elsewhere`: whoever scanned says that they stand somewhere
    else, so the label is maybe a copy; then the place is theirs and not the label's. RequestRefused after six an hour.
    """
    since = at - WINDOW
    recent = ServiceRequest.objects.filter(
        site=label.site, channel=Channel.QR, subject_kind=LABEL, subject_id=label.pk, opened_at__gt=since
    )
    again = bool(source_key) and recent.filter(source_key=source_key).exists()
    if not again and recent.count() >= MOST_AN_HOUR:
        raise RequestRefused(_("This was reported several times within the hour; we are on it. Please ring the desk."))
    person = contact_of(
        site=label.site, name=name, phone=phone, unit_id=label.unit_id, actor=None, at=at
    ) if name.strip() or phone.strip() else None  # fmt: skip
    moved = bool(elsewhere.strip())
    ask = Ask(
        title=title,
        description=description,
        kind=label.kind,
        channel=Channel.QR,
        unit_id=None if moved else label.unit_id,
        place_id=None if moved else label.place_id,
        building_id=None if moved else label.building_id,
        place_text=_("Label of another place: %(where)s") % {"where": elsewhere.strip()} if moved else label.title,
        subject=(LABEL, label.pk),
        person_id=person.pk if person else None,
        file_ids=file_ids,
        source_key=source_key,
    )
    return log_request(site=label.site, ask=ask, actor=None, at=at)
