"""Somebody sorts a request: kind, urgency and door as they say; what was suggested is measured against it (REPR-002)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused
from guanjia.knowledge.public import note_judged
from guanjia.places.public import Unit
from guanjia.servicedesk.actions.logging import make_findable, ring_alarm
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.actions.requests import set_kind
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.queries.advice import KIND, UNIT, URGENCY, suggested_kinds, suggested_unit, suggested_urgency
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.subjects import REQUEST

NAMED, ANOTHER = "named", "another"
"""What is kept of a door: whether the one that the words named was right, never which."""


@transaction.atomic
def triage_request(
    *, request: ServiceRequest, kind: str, urgency: Urgency, unit: Unit | None, actor: Any, at: datetime
) -> ServiceRequest:
    """Set what differs and keep the judgement, once a request; `unit` None leaves the door as it is. Raised to urgent,
    those who must know are told at once, as if it had come so (REPR-007).

    RequestRefused once it is over; ValueError for an unknown kind or a unit of another site; MoveRefused where somebody else was faster.
    """
    if kind not in catalogue().kinds or (unit is not None and unit.site_id != request.site_id):
        raise ValueError(kind)
    if not request.is_open:
        raise RequestRefused(_("The request is over."))
    if (kind, urgency) != (request.kind, request.urgency):
        rises = request.urgency == Urgency.NORMAL and urgency is not Urgency.NORMAL
        set_kind(request=request, kind=kind, urgency=urgency, actor=actor, at=at)
        if rises:
            ring_alarm(request, catalogue().kinds[kind], at)
    if unit is not None and unit.pk != request.unit_id:
        set_unit(request=request, unit=unit, actor=actor, at=at)
    judge(request, kind=kind, urgency=urgency, actor=actor, at=at)
    return request


def set_unit(*, request: ServiceRequest, unit: Unit, actor: Any, at: datetime) -> ServiceRequest:
    """Say at which door it is: the request is found under it, and the card of that home shows it."""
    rows = ServiceRequest.objects.filter(pk=request.pk, rev=request.rev)
    kind = catalogue().kinds.get(request.kind)
    paid = bool(kind and kind.paid)
    if not rows.update(rev=request.rev + 1, unit=unit, building=unit.building_id, paid=paid):
        raise MoveRefused(request.stage, request.stage)
    old, request.unit, request.building_id, request.paid = request.unit_id, unit, unit.building_id, paid
    request.rev += 1
    record(
        site=request.site, at=at, actor=actor, action="set_unit", subject=(REQUEST, request.pk),
        from_state=request.state, to_state=request.state, changes={"unit": [old, unit.pk]},
    )  # fmt: skip
    make_findable(request)
    changed(REQUEST, [request.pk], site=request.site, at=at)
    return request


def judge(row: ServiceRequest, *, kind: str, urgency: Urgency, actor: Any, at: datetime) -> None:
    """Keep what the words had suggested beside what a person said it is: the measured accuracy and the next lesson."""
    text = f"{row.title} {row.description}"
    kinds, named = suggested_kinds(row.site, text), suggested_unit(row.site, text)
    heard = suggested_urgency(text, kinds[0] if kinds else "").urgency
    doors = ([NAMED] if named else [], NAMED if named and named.pk == row.unit_id else ANOTHER)
    told = [(KIND, kinds, kind), (URGENCY, [heard.value], urgency.value), (UNIT, *doors)]
    for purpose, suggested, label in told:
        note_judged(
            site=row.site, purpose=purpose, source=(REQUEST, row.pk), text=text if purpose == KIND else "",
            suggested=suggested, label=label, actor=actor, at=at,
        )  # fmt: skip
