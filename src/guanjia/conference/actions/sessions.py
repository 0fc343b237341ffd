"""Sessions are added, moved, cancelled and brought back; their blocks follow."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import Arrangement, arrange_blocks
from guanjia.conference.actions.moves import EVENT, move_event
from guanjia.conference.actions.opening import check_times
from guanjia.conference.actions.regime import keep_ceilings
from guanjia.conference.models import Event, Session
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_BEGUN, OPEN_EVENT, EventState, SessionState
from guanjia.foundation.journal.public import record


def _open_event(session_event: Event) -> Event:
    if session_event.stage not in OPEN_EVENT:
        raise Refused("", _("This event is over: nothing can be changed in it."))
    return session_event


@transaction.atomic
def add_session(
    *, event: Event, title: str, room_id: int, starts_at: datetime, ends_at: datetime, actor: Any, at: datetime
) -> Session:
    """A further sitting; raises Refused for bad times or an ended event, SlotTaken when the room is not free."""
    _open_event(event)
    check_times(starts_at, ends_at)
    session = Session.objects.create(
        site=event.site,
        event=event,
        title=title.strip() or event.title,
        room_id=room_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    record(
        site=event.site,
        at=at,
        actor=actor,
        action="add_session",
        subject=(EVENT, event.pk),
        changes={"session": session.pk},
    )
    arrange_blocks(event=event, actor=actor, at=at)
    keep_ceilings(event, at)
    _back_to_preparation(event, actor, at)
    return session


@transaction.atomic
def move_session(
    *,
    session_id: int,
    room_id: int,
    starts_at: datetime,
    ends_at: datetime,
    actor: Any,
    at: datetime,
    reason: str = "",
) -> Arrangement:
    """Another room or time. The block follows, passed checks are reopened by their standards (W01 change path).

    Raises Refused for bad times or a sitting that has begun, SlotTaken when the room is not free. The same place again
    changes nothing.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("event__site", "block").get(pk=session_id)
    event = _open_event(session.event)
    check_times(starts_at, ends_at)
    if session.block is not None and session.block.stage not in NOT_BEGUN:
        raise Refused("", _("This sitting has begun; end it or add another one."))
    old = (session.room_id, session.starts_at, session.ends_at)
    if old == (room_id, starts_at, ends_at):
        return Arrangement()
    session.room_id, session.starts_at, session.ends_at = room_id, starts_at, ends_at
    session.save(update_fields=["room", "starts_at", "ends_at"])
    record(
        site=event.site,
        at=at,
        actor=actor,
        action="move_session",
        subject=(EVENT, event.pk),
        reason=reason,
        changes={
            "session": session.pk,
            "room": [old[0], room_id],
            "starts_at": [_iso(old[1]), _iso(starts_at)],
            "ends_at": [_iso(old[2]), _iso(ends_at)],
        },
    )
    done = arrange_blocks(event=event, actor=actor, at=at, reason=reason)
    keep_ceilings(event, at)
    _back_to_preparation(event, actor, at)
    return done


@transaction.atomic
def cancel_session(*, session_id: int, actor: Any, at: datetime, reason: str) -> Arrangement:
    """Take a sitting out; its block shrinks or goes, its room is free. A second call changes nothing."""
    return _switch(session_id, SessionState.CANCELLED, "cancel_session", actor, at, reason)


@transaction.atomic
def reopen_session(*, session_id: int, actor: Any, at: datetime, reason: str = "") -> Arrangement:
    """Bring a cancelled sitting back to its room and time; raises SlotTaken when somebody has it by now."""
    return _switch(session_id, SessionState.SCHEDULED, "reopen_session", actor, at, reason)


def _switch(session_id: int, to: SessionState, action: str, actor: Any, at: datetime, reason: str) -> Arrangement:
    session = Session.objects.select_for_update(of=("self",)).select_related("event__site", "block").get(pk=session_id)
    event = _open_event(session.event)
    if session.state == to:
        return Arrangement()
    if session.block is not None and session.block.stage not in NOT_BEGUN:
        raise Refused("", _("This sitting has begun; end it or add another one."))
    old, session.state, session.block = session.state, to, None
    session.save(update_fields=["state", "block"])
    record(
        site=event.site,
        at=at,
        actor=actor,
        action=action,
        subject=(EVENT, event.pk),
        reason=reason,
        changes={"session": session.pk, "state": [old, to.value]},
    )
    return arrange_blocks(event=event, actor=actor, at=at, reason=reason)


@transaction.atomic
def cancel_event(*, event: Event, actor: Any, at: datetime, reason: str) -> Event:
    """Call the whole event off before it runs: every sitting, block and slot goes; duties are withdrawn with them."""
    move_event(event=event, to=EventState.CANCELLED, actor=actor, at=at, reason=reason)
    Session.objects.filter(event=event, state=SessionState.SCHEDULED).update(state=SessionState.CANCELLED)
    arrange_blocks(event=event, actor=actor, at=at, reason=reason)
    return event


def _back_to_preparation(event: Event, actor: Any, at: datetime) -> None:
    """A change after everything was ready reopens the preparation."""
    if event.stage is EventState.READY:
        move_event(event=event, to=EventState.PREPARATION, actor=actor, at=at)


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()
