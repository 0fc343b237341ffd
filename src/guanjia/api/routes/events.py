"""Events: found, called by telephone, called off, their history."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.schemas import REFUSALS, Body, Limit, Moment, Offset, Page, Reason, Ref, RowId, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.models import Event
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.foundation.sites.public import Site, site_now
from guanjia.places.public import Room

router = Router(tags=["events"])


class EventOut(BaseModel):
    """An event. A controlled one shows its reference as title and nothing of its content."""

    ref: str
    title: str
    state: str
    regime: str
    track: str
    secrecy: str
    organisation: str
    expected_count: int
    starts_at: datetime | None
    ends_at: datetime | None
    ended_at: datetime | None
    rev: int


class Call(Body):
    """A meeting called by telephone: approved already, in its room at once."""

    title: Annotated[Words, Field(max_length=200)] = ""
    room_id: RowId
    starts_at: Moment
    ends_at: Moment
    headcount: Annotated[int, Field(ge=1, le=100_000, strict=True)]
    regime: Regime = Regime.FISCAL
    secrecy: Secrecy = Secrecy.ORDINARY
    contact_phone: Annotated[Words, Field(max_length=40)] = ""


def event_of(site: Site, ref: str) -> Event:
    """The site's event of that reference, else Http404."""
    return get_object_or_404(Event.objects.select_related("site", "organisation"), site=site, ref=ref)


def room_of(site: Site, room_id: int) -> int:
    """The id if the room is the site's, else Refused."""
    if not Room.objects.filter(site=site, pk=room_id).exists():
        raise Refused("room_id", _("There is no such room at this site."))
    return room_id


def event_out(event: Event) -> EventOut:
    """The event as programs read it; no telephone number and no name of a person."""
    return EventOut(
        ref=event.ref,
        title=event.title,
        state=event.state,
        regime=event.regime,
        track=event.track,
        secrecy=event.secrecy,
        organisation=str(event.organisation or ""),
        expected_count=event.expected_count,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        ended_at=event.ended_at,
        rev=event.rev,
    )


@router.get("/sites/{site}/events", response={200: Page[EventOut], **REFUSALS}, operation_id="list_events")
def list_events(
    request: HttpRequest,
    site: SiteCode,
    state: EventState | None = None,
    q: Words = "",
    ends_after: Moment | None = None,
    starts_before: Moment | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Events by start; `q` looks into title and reference, the two moments cut out a time. Two queries."""
    rows = Event.objects.filter(site=enter(request, site, Scope.CONFERENCE_READ, can_see_conferences))
    if state is not None:
        rows = rows.filter(state=state.value)
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(ref__icontains=q))
    if ends_after is not None:
        rows = rows.filter(ends_at__gt=ends_after)
    if starts_before is not None:
        rows = rows.filter(starts_at__lt=starts_before)
    found = rows.select_related("organisation").order_by("starts_at", "pk")[offset : offset + limit]
    return Page(items=[event_out(event) for event in found], count=rows.count(), limit=limit, offset=offset)


@router.post("/sites/{site}/events", response={201: EventOut, **REFUSALS}, operation_id="call_meeting")
def call(request: HttpRequest, site: SiteCode, body: Call) -> Any:
    """Call a meeting by telephone. 409 names who has the room; the same call sent twice gets that 409."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    event = call_meeting(
        site=here,
        title=body.title,
        room_id=room_of(here, body.room_id),
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        headcount=body.headcount,
        regime=body.regime,
        secrecy=body.secrecy,
        contact_phone=body.contact_phone,
        actor=request.auth.user,  # type: ignore[attr-defined]
        at=site_now(here),
    )
    return Status(201, event_out(event_of(here, event.ref)))


@router.get("/sites/{site}/events/{ref}", response={200: EventOut, **REFUSALS}, operation_id="get_event")
def get_event(request: HttpRequest, site: SiteCode, ref: Ref) -> Any:
    """One event."""
    return event_out(event_of(enter(request, site, Scope.CONFERENCE_READ, can_see_conferences), ref))


@router.post("/sites/{site}/events/{ref}/cancel", response={200: EventOut, **REFUSALS}, operation_id="cancel_event")
def cancel(request: HttpRequest, site: SiteCode, ref: Ref, body: Reason) -> Any:
    """Call the whole event off: its sittings go, its rooms are free. 409 once it runs."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    event = event_of(here, ref)
    cancel_event(event=event, actor=request.auth.user, at=site_now(here), reason=body.reason)  # type: ignore[attr-defined]
    return event_out(event_of(here, ref))
