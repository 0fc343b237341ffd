"""Guests let in and counted."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.routes.events import event_of
from guanjia.api.schemas import REFUSALS, Body, Id, Limit, Offset, Page, Reason, Ref, RowId, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.actions.admission import Answer, admit_by_code, admit_by_hand, let_back_in, let_out, take_back
from guanjia.conference.models import Event, Guest
from guanjia.conference.permissions import can_run
from guanjia.conference.queries.guests import find_guests, guest_rows, head_count, inside_count
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.live.public import touch_soon
from guanjia.foundation.sites.public import Site, site_now

router = Router(tags=["check-in"])


class GuestOut(BaseModel):
    """A guest as the desk sees them."""

    id: int
    name: str
    position: str
    organisation: str
    state: str
    seat: str
    needs: str
    walk_in: bool
    admitted_at: datetime | None
    left_at: datetime | None


class Entrance(Body):
    """Who stands there: the text of their code, or the id of somebody found by name. One of the two."""

    code: Annotated[Words, Field(max_length=400)] | None = None
    guest_id: RowId | None = None
    desk: Annotated[Words, Field(max_length=40)] = ""


class AnswerOut(BaseModel):
    """`admitted` false: `reason` for the program, `message` to be said aloud."""

    admitted: bool
    guest_id: int | None
    name: str
    seat: str
    needs: str
    reason: str
    message: str
    inside: int


class HallOut(BaseModel):
    """Heads: expected, present and so on by name of the count, and how many are inside now."""

    counts: dict[str, int]
    inside: int


def _out(guest: Guest) -> GuestOut:
    return GuestOut(
        id=guest.pk,
        name=guest.name,
        position=guest.position,
        organisation=str(guest.delegation or ""),
        state=guest.state,
        seat=guest.seat,
        needs=guest.needs,
        walk_in=guest.walk_in,
        admitted_at=guest.admitted_at,
        left_at=guest.left_at,
    )


def _guest_of(event: Event, guest_id: int) -> Guest:
    return get_object_or_404(Guest.objects.select_related("site", "delegation"), pk=guest_id, event=event)


def _enter(request: Any, site: str, ref: str) -> tuple[Site, Event]:
    here = enter(request, site, Scope.CHECKIN, can_run)
    return here, event_of(here, ref)


@router.get("/sites/{site}/events/{ref}/guests", response={200: list[GuestOut], **REFUSALS}, operation_id="find_guests")
def find(request: HttpRequest, site: SiteCode, ref: Ref, q: Annotated[Words, Field(min_length=1)]) -> Any:
    """At most twenty guests by part of the name, pinyin, initials, or the last four digits of the phone."""
    here, event = _enter(request, site, ref)
    return [_out(guest) for guest in find_guests(here, event, q)]


@router.get(
    "/sites/{site}/events/{ref}/guest-list", response={200: Page[GuestOut], **REFUSALS}, operation_id="list_guests"
)
def list_guests(request: HttpRequest, site: SiteCode, ref: Ref, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The guest list in the organiser's order; no telephone number. Queries do not grow with the rows."""
    _here, event = _enter(request, site, ref)
    rows = guest_rows(event)
    items = [_out(guest) for guest in rows[offset : offset + limit]]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.get("/sites/{site}/events/{ref}/hall", response={200: HallOut, **REFUSALS}, operation_id="get_hall")
def hall(request: HttpRequest, site: SiteCode, ref: Ref) -> Any:
    """The count that is read aloud."""
    _here, event = _enter(request, site, ref)
    return HallOut(counts=counts_of(head_count(event)), inside=inside_count(event))


def counts_of(count: Any) -> dict[str, int]:
    """The numbers of a count by their names."""
    return {name: int(getattr(count, name)) for name in count.__dataclass_fields__}


@router.post("/sites/{site}/events/{ref}/admissions", response={200: AnswerOut, **REFUSALS}, operation_id="admit_guest")
def admit(request: HttpRequest, site: SiteCode, ref: Ref, body: Entrance) -> Any:
    """Let somebody in or say why not: 200 both times. One code lets one person in, however often it is sent at once."""
    here, event = _enter(request, site, ref)
    if (body.code is None) == (body.guest_id is None):
        raise Refused("code", _("Send either a code or a guest's id."))
    user, at = request.auth.user, site_now(here)  # type: ignore[attr-defined]
    who: dict[str, Any] = {
        "site": here,
        "event_id": event.pk,
        "desk": body.desk or user.username,
        "actor": user,
        "at": at,
    }
    if body.code is not None:
        answer = admit_by_code(text=body.code, **who)
    else:
        answer = admit_by_hand(guest_id=_guest_of(event, body.guest_id or 0).pk, **who)
    if answer.admitted:
        touch_soon(f"event:{event.pk}:hall")
    return _answer(answer, event)


def _answer(answer: Answer, event: Event) -> AnswerOut:
    return AnswerOut(
        admitted=answer.admitted,
        guest_id=answer.guest_id,
        name=answer.name,
        seat=answer.seat,
        needs=answer.needs,
        reason=answer.reason or "",
        message=answer.sentence,
        inside=inside_count(event),
    )


GUEST = "/sites/{site}/events/{ref}/guests/{id}"


@router.post(f"{GUEST}/take-back", response={200: GuestOut, **REFUSALS}, operation_id="take_admission_back")
def undo(request: HttpRequest, site: SiteCode, ref: Ref, id: Id, body: Reason) -> Any:
    """Undo an admission made by mistake; the code opens again."""
    here, event = _enter(request, site, ref)
    take_back(guest=_guest_of(event, id), actor=request.auth.user, at=site_now(here), reason=body.reason)  # type: ignore[attr-defined]
    touch_soon(f"event:{event.pk}:hall")
    return _out(_guest_of(event, id))


@router.post(f"{GUEST}/leave", response={200: GuestOut, **REFUSALS}, operation_id="let_guest_out")
def leave(request: HttpRequest, site: SiteCode, ref: Ref, id: Id) -> Any:
    """The guest went out."""
    here, event = _enter(request, site, ref)
    let_out(guest=_guest_of(event, id), actor=request.auth.user, at=site_now(here))  # type: ignore[attr-defined]
    touch_soon(f"event:{event.pk}:hall")
    return _out(_guest_of(event, id))


@router.post(f"{GUEST}/return", response={200: GuestOut, **REFUSALS}, operation_id="let_guest_back_in")
def come_back(request: HttpRequest, site: SiteCode, ref: Ref, id: Id) -> Any:
    """The guest came back; no second admission."""
    here, event = _enter(request, site, ref)
    let_back_in(guest=_guest_of(event, id), actor=request.auth.user, at=site_now(here))  # type: ignore[attr-defined]
    touch_soon(f"event:{event.pk}:hall")
    return _out(_guest_of(event, id))
