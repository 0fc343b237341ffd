"""A request begins."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.search.public import index
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.people.public import Roles, users_with_role
from guanjia.places.public import Unit
from guanjia.posts.public import on_post
from guanjia.servicedesk.actions.progress import tell_owner
from guanjia.servicedesk.events import RequestLogged
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.rules.kinds import Kind, catalogue, guess_kind, settled_urgency
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import CONFIRM_CODE_DIGITS, Category, Channel, RequestState
from guanjia.servicedesk.subjects import REQUEST

SUPERVISORS = (Roles.DUTY_MANAGER, Roles.SITE_MANAGER)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What is known when somebody asks (REPR-006): whom it is for, where, what, how urgent, when somebody may come.

    kind, category  "" = guessed from the words. source_key makes a second sending return the first request
    person_id   the contact, whom we ring; reporter_id who told us when that is somebody else
    """

    title: str
    description: str = ""
    kind: str = ""
    category: str = ""
    urgency: Urgency = Urgency.NORMAL
    channel: Channel = Channel.COUNTER
    unit_id: int | None = None
    place_id: int | None = None
    building_id: int | None = None
    place_text: str = ""
    subject: tuple[str, int] = ("", 0)
    person_id: int | None = None
    reporter_id: int | None = None
    handler_id: int | None = None
    appointment: tuple[datetime, datetime] | None = None
    promised_at: datetime | None = None
    file_ids: Sequence[int] = ()
    source_key: str = ""


def log_request(*, site: Site, ask: Ask, actor: Any, at: datetime) -> ServiceRequest:
    """Take a request down with its number; its clocks start. `actor` None: the public page or a machine.

    Urgent words or an urgent kind make it urgent, and those who must know are told at once (REPR-007). The same
    `source_key` again, also at the same moment, returns the known request. Raises SecretRefused for marked text,
    ValueError for a unit, place or building of another site.
    """
    if (known := _known(site, ask)) is not None:
        return known
    refuse_marked({"title": ask.title, "description": ask.description, "place": ask.place_text}, site=site)
    try:
        with transaction.atomic():
            return _log(site, ask, actor, at)
    except IntegrityError:
        if (known := _known(site, ask)) is None:
            raise
        return known


def _known(site: Site, ask: Ask) -> ServiceRequest | None:
    return ServiceRequest.objects.filter(site=site, source_key=ask.source_key).first() if ask.source_key else None


def _log(site: Site, ask: Ask, actor: Any, at: datetime) -> ServiceRequest:
    kind = _kind(ask)
    unit = Unit.objects.filter(site=site, pk=ask.unit_id).first() if ask.unit_id else None
    if ask.unit_id and unit is None:
        raise ValueError("the unit belongs to another site")
    row = ServiceRequest.objects.create(
        site=site,
        number=next_number(site=site, prefix="BX", on=local(site, at).date()),
        category=ask.category or kind.category,
        kind=kind.code,
        urgency=settled_urgency(kind, ask.urgency, (ask.title, ask.description)),
        channel=ask.channel,
        title=ask.title.strip()[:200],
        description=ask.description.strip(),
        unit=unit,
        place_id=ask.place_id,
        building_id=ask.building_id or (unit.building_id if unit else None),
        place_text=ask.place_text.strip()[:200],
        subject_kind=ask.subject[0],
        subject_id=ask.subject[1],
        person_id=ask.person_id,
        reporter_id=ask.reporter_id,
        user=actor,
        handler_id=ask.handler_id,
        appointment_from=ask.appointment[0] if ask.appointment else None,
        appointment_to=ask.appointment[1] if ask.appointment else None,
        promised_at=ask.promised_at,
        opened_at=at,
        paid=kind.paid and unit is not None,
        confirm_code=f"{secrets.randbelow(10**CONFIRM_CODE_DIGITS):0{CONFIRM_CODE_DIGITS}d}",
        source_key=ask.source_key,
    )
    for file in StoredFile.objects.filter(site=site, pk__in=ask.file_ids):
        hold(file, (REQUEST, row.pk))
    event = RequestLogged(row.pk, row.category, row.kind, row.urgency, row.channel)
    changes = {"kind": row.kind, "urgency": row.urgency, "unit": row.unit_id, "channel": row.channel}
    record(
        site=site, at=at, actor=actor, action="log", subject=(REQUEST, row.pk), to_state=RequestState.NEW,
        changes=changes, event=event,
    )  # fmt: skip
    changed(REQUEST, [row.pk], site=site, at=at)
    make_findable(row)
    if row.urgency != Urgency.NORMAL:
        ring_alarm(row, kind, at)
    tell_owner(row, "log", at)
    touch(f"site:{site.pk}:board")
    return row


def _kind(ask: Ask) -> Kind:
    known = catalogue().kinds.get(ask.kind)
    return known or guess_kind(f"{ask.title} {ask.description}", ask.category if ask.category in set(Category) else "")


def ring_alarm(row: ServiceRequest, kind: Kind, at: datetime) -> None:
    """Whoever must come and whoever answers for the site, at once and past quiet hours."""
    users = [user for post in dict.fromkeys((kind.post, *kind.areas)) for user in on_post(row.site, post, at)]
    users += users_with_role(row.site, *SUPERVISORS, at=at)
    notify(
        site=row.site, users={user.pk: user for user in users}.values(), template="servicedesk.urgent",
        context={"number": row.number, "title": row.title, "place": row.where},
        link=reverse("servicedesk:request", args=[row.site.code, row.number]), urgent=True, at=at,
    )  # fmt: skip


def make_findable(row: ServiceRequest) -> None:
    """Put the request under the one box: number, words, where. Never who."""
    index(
        kind=REQUEST, id=row.pk, site=row.site, title=f"{row.number} {row.title}",
        text=f"{row.description} {row.where}", url=reverse("servicedesk:request", args=[row.site.code, row.number]),
    )  # fmt: skip
