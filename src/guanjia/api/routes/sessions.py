"""Sittings: listed, added, moved, called off, brought back."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.routes.events import event_of, room_of
from guanjia.api.schemas import REFUSALS, Body, Id, Limit, Moment, Offset, Page, Reason, Ref, RowId, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.actions.sessions import add_session, cancel_session, move_session, reopen_session
from guanjia.conference.models import Session
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.foundation.sites.public import Site, site_now

router = Router(tags=["sessions"])


class SessionOut(BaseModel):
    """A sitting. Without `block_id` it has no place: no room, no time, or the room is taken."""

    id: int
    event: str
    title: str
    state: str
    room_id: int | None
    block_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    track: str
    speakers: list[str]


class Place(Body):
    """Where and when."""

    room_id: RowId
    starts_at: Moment
    ends_at: Moment


class NewSession(Place):
    """A further sitting; without a title it has the event's."""

    title: Words = ""


class Move(Place):
    """Another room or time."""

    reason: Annotated[Words, Field(max_length=300)] = ""


def _rows(site: Site) -> Any:
    return Session.objects.filter(site=site).select_related("event").prefetch_related("speakers")


def _out(session: Session) -> SessionOut:
    return SessionOut(
        id=session.pk,
        event=session.event.ref,
        title=session.title,
        state=session.state,
        room_id=session.room_id,
        block_id=session.block_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        track=session.track,
        speakers=[speaker.name for speaker in session.speakers.all()],
    )


def _one(site: Site, session_id: int) -> Session:
    found: Session = get_object_or_404(_rows(site), pk=session_id)
    return found


@router.get(
    "/sites/{site}/events/{ref}/sessions", response={200: Page[SessionOut], **REFUSALS}, operation_id="list_sessions"
)
def list_sessions(request: HttpRequest, site: SiteCode, ref: Ref, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The event's sittings by time, those called off too."""
    here = enter(request, site, Scope.CONFERENCE_READ, can_see_conferences)
    rows = _rows(here).filter(event=event_of(here, ref)).order_by("starts_at", "pk")
    items = [_out(each) for each in rows[offset : offset + limit]]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.post("/sites/{site}/events/{ref}/sessions", response={201: SessionOut, **REFUSALS}, operation_id="add_session")
def add(request: HttpRequest, site: SiteCode, ref: Ref, body: NewSession) -> Any:
    """A further sitting. 409 names who has the room."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    session = add_session(
        event=event_of(here, ref),
        title=body.title,
        room_id=room_of(here, body.room_id),
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        actor=request.auth.user,  # type: ignore[attr-defined]
        at=site_now(here),
    )
    return Status(201, _out(_one(here, session.pk)))


@router.post("/sites/{site}/sessions/{id}/move", response={200: SessionOut, **REFUSALS}, operation_id="move_session")
def move(request: HttpRequest, site: SiteCode, id: Id, body: Move) -> Any:
    """Another room or time; its checks and tasks follow. The same place again changes nothing."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    move_session(
        session_id=_one(here, id).pk,
        room_id=room_of(here, body.room_id),
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        reason=body.reason,
        actor=request.auth.user,  # type: ignore[attr-defined]
        at=site_now(here),
    )
    return _out(_one(here, id))


@router.post(
    "/sites/{site}/sessions/{id}/cancel", response={200: SessionOut, **REFUSALS}, operation_id="cancel_session"
)
def cancel(request: HttpRequest, site: SiteCode, id: Id, body: Reason) -> Any:
    """Call the sitting off; its room is free. A second call changes nothing."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    at = site_now(here)
    cancel_session(session_id=_one(here, id).pk, actor=request.auth.user, at=at, reason=body.reason)  # type: ignore[attr-defined]
    return _out(_one(here, id))


@router.post(
    "/sites/{site}/sessions/{id}/reopen", response={200: SessionOut, **REFUSALS}, operation_id="reopen_session"
)
def reopen(request: HttpRequest, site: SiteCode, id: Id) -> Any:
    """Bring the sitting back to its room and time; 409 when somebody has it by now."""
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_plan)
    reopen_session(session_id=_one(here, id).pk, actor=request.auth.user, at=site_now(here))  # type: ignore[attr-defined]
    return _out(_one(here, id))
