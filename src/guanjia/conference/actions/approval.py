"""Approved: by the client through a link or on paper, by the office for a government body. Then preparation begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.client_mail import mail_decision
from guanjia.conference.actions.intake_links import close_link, locked_link, withdraw_links
from guanjia.conference.actions.moves import BLOCK, move_event
from guanjia.conference.actions.regime import refuse_excess
from guanjia.conference.actions.scheme import SCHEME, release_hold
from guanjia.conference.actions.sheets import agree_to_change, issue_sheet
from guanjia.conference.models import Block, ClientLink, Event, Intake, Scheme, SchemeState, Session
from guanjia.conference.queries.coordinators import coordinators_of
from guanjia.conference.queries.promises import promises_on_record
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room

ANSWERED = N_("The client has answered about {number}")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who approved or declined an application, why, under which number; the room that it gets.

    `room_follows`: no room is free, another meeting will be asked to give way.
    """

    approve: bool
    approver: str
    reason: str = ""
    number: str = ""
    room_id: int | None = None
    style: str = ""
    room_follows: bool = False


@transaction.atomic
def decide_application(*, event: Event, decision: Decision, actor: Any, at: datetime) -> Event:
    """Approve a government body's application, straight into preparation with its function sheet and no quotation, or
    decline it with a reason (FIELD 12).

    Raises Refused without approver, number or room, for a declined one without reason, and for what passes the class
    limits; SlotTaken when the room is not free.
    """
    intake = Intake.objects.select_for_update().get(event=event)
    event.refresh_from_db()
    _check(event, decision)
    intake.approver, intake.approval_number = decision.approver.strip(), decision.number.strip()
    intake.decision_reason, intake.decided_at, intake.decided_by = decision.reason.strip(), at, actor
    words = {"approved": decision.approve, "number": intake.approval_number, "reason": intake.decision_reason}
    if not decision.approve:
        intake.save()
        mail_decision(event=event, **words)
        return move_event(event=event, to=EventState.DECLINED, actor=actor, at=at, reason=decision.reason)
    intake.room_id = decision.room_id or intake.room_id
    room = Room.objects.filter(pk=intake.room_id, site=event.site).first()
    if room is None and not decision.room_follows:
        raise Refused("room", _("Choose the room."))
    if intake.wished_from is None or intake.wished_until is None:
        raise Refused("", _("The application has no time yet."))
    refuse_excess(
        site=event.site, regime=Regime(event.regime), meeting_class=intake.meeting_class, heads=event.expected_count,
        starts_at=intake.wished_from, ends_at=intake.wished_until, at=at,
    )  # fmt: skip
    intake.save()
    mail_decision(event=event, **words)
    move_event(event=event, to=EventState.APPROVED, actor=actor, at=at, reason=decision.reason)
    if room is not None and not decision.room_follows:
        prepare_event(event, room.pk, decision.style, intake.wished_from, intake.wished_until, actor, at)
    return event


@transaction.atomic
def answer_scheme(*, link_id: int, accept: bool, name: str, comment: str, at: datetime) -> Event:
    """The client accepts scheme and budget, or sends them back with a comment (W01 4-5).

    Raises Refused for a spent link, without a name, a return without a comment, and when the room was lost meanwhile.
    """
    link = locked_link(link_id, at)
    if not name.strip():
        raise Refused("name", _("Please write your name."))
    if not accept and not comment.strip():
        raise Refused("comment", _("Please write what should be different."))
    close_link(link, accepted=accept, name=name, comment=comment, at=at)
    scheme = Scheme.objects.select_for_update(of=("self",)).select_related("event__site", "room").get(pk=link.target_id)
    _tell(link.event, at)
    if accept:
        return accept_scheme(scheme=scheme, actor=None, at=at, reason="")
    _answer(scheme, SchemeState.RETURNED, None, at)
    return move_event(event=scheme.event, to=EventState.SCHEME, actor=None, at=at)


@transaction.atomic
def answer_change(*, link_id: int, accept: bool, name: str, comment: str, at: datetime) -> Event:
    """The client agrees to a changed sheet, or does not; then the co-ordinator calls. Raises Refused for a spent link."""
    link = locked_link(link_id, at)
    close_link(link, accepted=accept, name=name, comment=comment, at=at)
    if link.target_id is None:
        raise Refused("", _("This link has expired. Please call us for a new one."))
    agree_to_change(version_id=link.target_id, agreed=accept, name=name, actor=None, at=at)
    _tell(link.event, at)
    return link.event


@transaction.atomic
def accept_scheme(*, scheme: Scheme, actor: Any, at: datetime, reason: str) -> Event:
    """The scheme is accepted: its held room becomes the event's, preparation begins, the sheet is issued.

    Called for the client's link, or by a co-ordinator with the signed paper (`reason` names it). SlotTaken when the
    hold had expired and somebody else took the room.
    """
    event = scheme.event
    if scheme.stage is not SchemeState.OFFERED:
        raise Refused("", _("This scheme is not with the client."))
    release_hold(scheme_id=scheme.pk, actor=actor, at=at)
    scheme.refresh_from_db()
    _answer(scheme, SchemeState.ACCEPTED, actor, at, reason, promises=promises_on_record(scheme))
    withdraw_links(event, ClientLink.Kind.SCHEME, at=at)
    move_event(event=event, to=EventState.APPROVED, actor=actor, at=at, reason=reason)
    Event.objects.filter(pk=event.pk).update(expected_count=scheme.headcount)
    event.expected_count = scheme.headcount
    prepare_event(event, scheme.room_id, scheme.style, scheme.starts_at, scheme.ends_at, actor, at)
    return event


def prepare_event(
    event: Event, room_id: int, style: str, starts_at: datetime, ends_at: datetime, actor: Any, at: datetime
) -> None:
    """Sitting, block, slot, preparation, function sheet."""
    Session.objects.create(
        site=event.site, event=event, title=event.title, room_id=room_id, starts_at=starts_at, ends_at=ends_at
    )
    arrange_blocks(event=event, actor=actor, at=at)
    if style:
        Block.objects.filter(event=event).update(style=style)
        changed(BLOCK, list(event.blocks.values_list("pk", flat=True)), site=event.site, at=at)
    move_event(event=event, to=EventState.PREPARATION, actor=actor, at=at)
    issue_sheet(event=event, actor=actor, at=at)


def _answer(
    scheme: Scheme, to: SchemeState, actor: Any, at: datetime, reason: str = "", promises: dict[str, int] | None = None
) -> None:
    old, scheme.state, scheme.answered_at, scheme.rev = scheme.state, to, at, scheme.rev + 1
    scheme.save(update_fields=["state", "answered_at", "rev"])
    record(
        site=scheme.event.site,
        at=at,
        actor=actor,
        action="answer_scheme",
        subject=(SCHEME, scheme.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        changes={"promises": promises} if promises else None,
    )
    changed(SCHEME, [scheme.pk], site=scheme.event.site, at=at)


def _check(event: Event, decision: Decision) -> None:
    refuse_marked(
        {"reason": decision.reason, "approver": decision.approver, "number": decision.number}, site=event.site
    )
    if not decision.approver.strip():
        raise Refused("approver", _("Write down who decided."))
    if decision.approve and not decision.number.strip():
        raise Refused("number", _("Write down the approval number."))
    if not decision.approve and not decision.reason.strip():
        raise Refused("reason", _("Say why it is declined."))


def _tell(event: Event, at: datetime) -> None:
    people = coordinators_of(event, at)
    link = f"/s/{event.site.code}/conference/e/{event.ref}/intake/"
    notify(site=event.site, users=people, template=ANSWERED, context={"number": event.ref}, link=link, at=at)
