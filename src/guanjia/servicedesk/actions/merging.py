"""Several reports of one fault: merged, or hung on an incident."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.servicedesk.actions.progress import RequestRefused, note_deed, tell_owner
from guanjia.servicedesk.actions.requests import drop_orders, move_request
from guanjia.servicedesk.events import IncidentEnded
from guanjia.servicedesk.models import Incident, ServiceRequest
from guanjia.servicedesk.rules.requests import OPEN_REQUEST, SAME_FAULT_WITHIN, WORKED_ON, RequestState

INCIDENT = "servicedesk.incident"


def likely_same(request: ServiceRequest) -> QuerySet[ServiceRequest]:
    """Open requests of the same kind in the same building within four hours of it, oldest first: maybe one fault."""
    near = (request.opened_at - SAME_FAULT_WITHIN, request.opened_at + SAME_FAULT_WITHIN)
    rows = ServiceRequest.objects.filter(
        site_id=request.site_id, kind=request.kind, state__in=WORKED_ON, opened_at__range=near, history=False
    ).exclude(pk=request.pk)
    rows = rows.filter(building_id=request.building_id) if request.building_id else rows.filter(building=None)
    return rows.select_related("unit", "place", "site").order_by("opened_at", "pk")


@transaction.atomic
def merge_request(*, request: ServiceRequest, into: ServiceRequest, actor: Any, at: datetime) -> ServiceRequest:
    """`request` is another report of what `into` is about: its clocks and orders stop, both owners stay and hear the end."""
    if into.site_id != request.site_id or into.pk == request.pk:
        raise RequestRefused(_("Choose another request of this site."))
    if into.stage not in OPEN_REQUEST:
        raise RequestRefused(_("That request is over already."))
    drop_orders(request, actor, at, into.number)
    move_request(
        request=request, to=RequestState.MERGED, actor=actor, at=at, reason=into.number, merged_into_id=into.pk
    )
    return request


@transaction.atomic
def open_incident(
    *, site: Site, kind: str, title: str, read_out: str, building_id: int | None, actor: Any, at: datetime,
    expected_at: datetime | None = None,
) -> Incident:  # fmt: skip
    """A mass outage, with the text that the desk reads out to whoever calls about it (LESSONS 13)."""
    if not title.strip() or not read_out.strip():
        raise RequestRefused(_("Say what happened and what the desk reads out."))
    refuse_marked({"title": title, "read_out": read_out}, site=site)
    incident = Incident.objects.create(
        site=site, number=next_number(site=site, prefix="SJ", on=local(site, at).date()), kind=kind,
        title=title.strip()[:200], read_out=read_out.strip(), building_id=building_id, opened_at=at,
        expected_at=expected_at, opened_by=actor,
    )  # fmt: skip
    record(site=site, at=at, actor=actor, action="open", subject=(INCIDENT, incident.pk), to_state="open")
    touch(f"site:{site.pk}:board")
    return incident


def open_incidents(site: Site) -> QuerySet[Incident]:
    """What is out now, newest first."""
    return Incident.objects.filter(site=site, ended_at=None).select_related("building").order_by("-opened_at")


def incident_for(request: ServiceRequest) -> Incident | None:
    """The open incident that explains the request: same kind, same building or the whole site."""
    for each in open_incidents(request.site):
        if each.kind == request.kind and each.building_id in (None, request.building_id):
            return each
    return None


@transaction.atomic
def link_incident(*, request: ServiceRequest, incident: Incident, actor: Any, at: datetime) -> ServiceRequest:
    """The request is about the incident: whoever asked hears with the others when it is over."""
    if incident.site_id != request.site_id or incident.ended_at is not None:
        raise RequestRefused(_("That incident is over already."))
    ServiceRequest.objects.filter(pk=request.pk).update(incident=incident)
    request.incident = incident
    note_deed(request, "link", actor, at, changes={"incident": incident.pk})
    return request


@transaction.atomic
def end_incident(*, incident: Incident, words: str, actor: Any, at: datetime) -> list[ServiceRequest]:
    """It is over: one closing informs all. Its open requests are completed; each owner still may say that theirs is not.

    Ends once: a second call, also at the same moment, is RequestRefused.
    """
    if not words.strip():
        raise RequestRefused(_("Say what was done."))
    if not Incident.objects.filter(pk=incident.pk, ended_at=None).update(ended_at=at, rev=incident.rev + 1):
        raise RequestRefused(_("That incident is over already."))
    incident.ended_at = at
    hung = list(
        incident.requests.filter(state__in=WORKED_ON).select_related("site", "person", "unit", "place").order_by("pk")
    )
    for request in hung:
        _end_one(request, words, actor, at)
    record(
        site=incident.site, at=at, actor=actor, action="end", subject=(INCIDENT, incident.pk), from_state="open",
        to_state="ended", reason=words, event=IncidentEnded(incident.pk, tuple(each.pk for each in hung)),
    )  # fmt: skip
    touch(f"site:{incident.site_id}:board")
    return hung


def _end_one(request: ServiceRequest, words: str, actor: Any, at: datetime) -> None:
    drop_orders(request, actor, at, words)
    request.refresh_from_db()
    if request.stage is RequestState.ON_HOLD:
        move_request(request=request, to=RequestState.ACKNOWLEDGED, actor=actor, at=at, quiet=True, hold_reason="")
    move_request(
        request=request, to=RequestState.COMPLETED, actor=actor, at=at, quiet=True, result=words, completed_at=at
    )
    tell_owner(request, "incident_end", at, words)


@transaction.atomic
def close_merged(*, request: ServiceRequest, actor: Any, at: datetime) -> int:
    """What was merged into a request that closes: each owner hears it too; how many."""
    count = 0
    for other in request.merged.filter(state=RequestState.MERGED).select_related("site", "person"):
        count += tell_owner(other, "close", at)
        note_deed(other, "told_closed", actor, at)
    return count
