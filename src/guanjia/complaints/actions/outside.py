"""Orders from outside: signed for, contacted, extended once, returned, replied to after approval (FIELD 22)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import OutsideOrder
from guanjia.complaints.queries.clocks import due, limits
from guanjia.complaints.rules.crisis import may_release
from guanjia.complaints.rules.nature import Channel
from guanjia.complaints.rules.outside import OUTSIDE_MOVES, OUTSIDE_VERBS, OutsideState, Sender, may_extend
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, setting
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

OUTSIDE = "complaints.outside"
S = OutsideState


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the order from outside says; `reply_due` where it prints one."""

    sender: Sender
    number: str
    reply_due: datetime | None = None


def register_order(*, site: Site, sent: Sent, heard: Heard, actor: Any, at: datetime) -> OutsideOrder:
    """Register an order with its number and clocks, and a complaint for the work. The same number again returns the known one."""
    number = sent.number.strip()
    if not number:
        raise ComplaintRefused(_("Give the number of the order."), ["number"])
    if (known := OutsideOrder.objects.filter(site=site, sender=sent.sender, outside_number=number).first()) is not None:
        return known
    city = str(setting(site, "complaints.city"))
    heard = replace(heard, channel=Channel.OUTSIDE, source_key=f"outside:{sent.sender}:{number}"[:120])
    try:
        with transaction.atomic():
            complaint = receive_complaint(site=site, heard=heard, actor=actor, at=at)
            moments = limits(site, city, sent.sender, at)
            if sent.reply_due is not None:
                moments["reply_due"] = sent.reply_due
            order = OutsideOrder.objects.create(
                site=site,
                complaint=complaint,
                sender=sent.sender,
                outside_number=number,
                city=city,
                received_at=at,
                **moments,
            )
            _note(order, "receive", "", actor, at)
            return order
    except IntegrityError:
        return OutsideOrder.objects.get(site=site, sender=sent.sender, outside_number=number)


def sign_for(*, order: OutsideOrder, actor: Any, at: datetime) -> OutsideOrder:
    """签收: it is ours."""
    return _move(order, S.SIGNED, actor, at)


def contact_first(*, order: OutsideOrder, actor: Any, at: datetime) -> OutsideOrder:
    """首次联系: the complainant was reached."""
    return _move(order, S.CONTACTED, actor, at, contacted_at=at)


def give_back(*, order: OutsideOrder, reason: str, actor: Any, at: datetime) -> OutsideOrder:
    """退回: it is not ours, with the reason; no more once the complainant was contacted."""
    if not reason.strip():
        raise ComplaintRefused(_("Say why."), ["reason"])
    return _move(order, S.RETURNED, actor, at, reason=reason)


@transaction.atomic
def extend(*, order: OutsideOrder, reason: str, actor: Any, at: datetime) -> OutsideOrder:
    """延期: the reply is put off once, by what the city's rule gives; with the reason."""
    if not may_extend(order.extensions, order.stage):
        raise ComplaintRefused(_("The reply may be put off once only, before it is drafted."), ["extensions"])
    if not reason.strip():
        raise ComplaintRefused(_("Say why."), ["reason"])
    later = due(order.site, order.city, order.sender, "extend", order.reply_due or at)
    if later is None:
        raise ComplaintRefused(_("This sender grants no extension."), ["extend"])
    refuse_marked({"reason": reason}, site=order.site)
    rows = OutsideOrder.objects.filter(pk=order.pk, rev=order.rev, extensions=order.extensions)
    if not rows.update(reply_due=later, extensions=order.extensions + 1, rev=order.rev + 1):
        raise MoveRefused(order.stage, order.stage)
    order.refresh_from_db()
    _note(order, "extend", "", actor, at, reason)
    return order


def draft_reply(*, order: OutsideOrder, reply: str, actor: Any, at: datetime) -> OutsideOrder:
    """Write the reply."""
    if not reply.strip():
        raise ComplaintRefused(_("Write the reply."), ["reply"])
    refuse_marked({"reply": reply}, site=order.site)
    return _move(order, S.DRAFTED, actor, at, reply=reply.strip(), drafted_by=actor)


def redo(*, order: OutsideOrder, actor: Any, at: datetime) -> OutsideOrder:
    """The draft is not good: back to whoever writes."""
    return _move(order, S.CONTACTED, actor, at)


def approve_reply(*, order: OutsideOrder, actor: Any, at: datetime) -> OutsideOrder:
    """A reply leaves only after somebody else approved it."""
    if not may_release(order.drafted_by_id, actor.pk if actor is not None else None):
        raise ComplaintRefused(_("Somebody else approves what you wrote."), ["approver"])
    return _move(order, S.APPROVED, actor, at, approved_by=actor)


def send_reply(
    *, order: OutsideOrder, solved: bool | None = None, satisfied: bool | None = None, actor: Any, at: datetime
) -> OutsideOrder:
    """The approved reply went out, with what the complainant said of it (None: was not asked)."""
    return _move(order, S.REPLIED, actor, at, replied_at=at, solved=solved, satisfied=satisfied)


@transaction.atomic
def _move(
    order: OutsideOrder, to: OutsideState, actor: Any, at: datetime, reason: str = "", **fields: Any
) -> OutsideOrder:
    old = order.stage
    check_move(OUTSIDE_MOVES, old, to)
    refuse_marked({"reason": reason}, site=order.site)
    rows = OutsideOrder.objects.filter(pk=order.pk, state=old, rev=order.rev)
    if not rows.update(state=to, rev=order.rev + 1, **fields):
        raise MoveRefused(old, to)
    order.refresh_from_db()
    verb = "redo" if to is S.CONTACTED and old is S.DRAFTED else OUTSIDE_VERBS[to]
    _note(order, verb, old, actor, at, reason)
    return order


def _note(order: OutsideOrder, verb: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    record(
        site=order.site, at=at, actor=actor, action=verb, subject=(OUTSIDE, order.pk), from_state=str(old), to_state=order.state,
        reason=reason,
    )  # fmt: skip
    changed(OUTSIDE, [order.pk], site=order.site, at=at)
    touch(f"site:{order.site_id}:board")
