"""What the desk does with a call that was answered or missed (CALL-003 to CALL-007)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import BadValue, masked
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.frontdesk.desk.actions.keeping import DeskRefused, keep
from guanjia.frontdesk.desk.actions.moving import move_call
from guanjia.frontdesk.desk.actions.ringing import link_of, who_calls
from guanjia.frontdesk.desk.events import UrgentCall
from guanjia.frontdesk.desk.models import Call, Machine
from guanjia.frontdesk.desk.rules.calls import CallState, bounced_out, lacking, may_close
from guanjia.frontdesk.desk.rules.urgent import urgent_word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import User
from guanjia.posts.public import on_post_many

FIELD_NAMES = {
    "caller_name": N_("Caller"),
    "contact": N_("How to reach them"),
    "content": N_("What it is about"),
    "handling": N_("What was done"),
}
TOLD_OF_URGENT = ("security", "duty.manager", "hotline")
SUPERIOR = "duty.manager"


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """The four fields of a call (CALL-003). `phone` is needed where the caller's number is not known yet."""

    caller_name: str
    content: str
    handling: str
    phone: str = ""
    unit_id: int | None = None


@transaction.atomic
def write_down(*, call: Call, record: CallRecord, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """Write the call down, or correct it while it is open. Raises DeskRefused naming what is missing, SecretRefused.

    An urgent word tells the guards at once.
    """
    words = {"caller_name": record.caller_name, "content": record.content, "handling": record.handling}
    refuse_marked(words, site=call.site)
    caller = call.caller
    if record.phone.strip():
        caller = who_calls(call.site, record.phone, actor=actor, at=at)
        if caller is None:
            raise DeskRefused(_(BadValue("phone").reason))
    missing = lacking(words | {"contact": "known" if caller is not None else ""})
    if missing:
        raise DeskRefused(_("Still missing: %(fields)s.") % {"fields": ", ".join(_(FIELD_NAMES[n]) for n in missing)})
    fields: dict[str, Any] = {name: text.strip() for name, text in words.items()}
    fields |= {"caller_name": fields["caller_name"][:80], "caller": caller, "unit_id": record.unit_id or call.unit_id}
    if call.state == CallState.ANSWERED:
        move_call(call=call, to=CallState.RECORDED, actor=actor, at=at, machine=machine, **fields)
    elif call.is_open:
        Call.objects.filter(pk=call.pk).update(**fields)
        call.refresh_from_db()
        keep(call, "correct", actor=actor, at=at, machine=machine, old=call.state)
    else:
        raise DeskRefused(_("This call is closed."))
    flag_urgent(call=call, text=record.content, actor=actor, at=at)
    return call


@transaction.atomic
def flag_urgent(*, call: Call, text: str, actor: Any, at: datetime) -> str:
    """Tell the guards and the manager on duty of an urgent word, once a call; the word, "" for none."""
    found = urgent_word(text)
    if found is None:
        return ""
    word, meaning = found
    if Call.objects.filter(pk=call.pk, urgent_word="").update(urgent_word=word):
        call.urgent_word = word
        keep(call, "flag_urgent", actor=actor, at=at, old=call.state, event=UrgentCall(call.pk, meaning))
        people = [user for users in on_post_many(call.site, TOLD_OF_URGENT, at).values() for user in users]
        unit = call.unit.code if call.unit is not None else ""
        context = {"number": call.number, "word": word, "place": unit}
        link = link_of(call)
        notify(site=call.site, users=people, template="desk.urgent", context=context, link=link, urgent=True, at=at)
    return word


@transaction.atomic
def transfer_call(
    *,
    call: Call,
    to_post: str,
    to_user: User | None,
    purpose: str,
    actor: Any,
    at: datetime,
    machine: Machine | None = None,
) -> Call:
    """Put the caller through: purpose asked, department and person named, the receiver told (CALL-006)."""
    if not purpose.strip() or not to_post or to_user is None:
        raise DeskRefused(_("Ask the purpose, and name the department and the person."))
    refuse_marked({"purpose": purpose}, site=call.site)
    fields = {"to_post": to_post, "to_user": to_user, "purpose": purpose.strip()[:200]}
    move_call(call=call, to=CallState.TRANSFERRED, actor=actor, at=at, machine=machine, **fields)
    phone = masked([call.caller]).get(call.caller.pk, {}).get("phone", [""])[0] if call.caller is not None else ""
    context = {"number": call.number, "purpose": call.purpose, "phone": phone}
    notify(site=call.site, users=[to_user], template="desk.transfer", context=context, link=link_of(call), at=at)
    return call


def put_through(*, call: Call, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """The receiver has taken over: only now does the desk hang up."""
    return move_call(call=call, to=CallState.SOLVED, actor=actor, at=at, machine=machine)


@transaction.atomic
def take_back(*, call: Call, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """Nobody took the transfer: the caller is with the desk again; the second time the superior is told."""
    bounces = call.bounces + 1
    call.bounces = bounces
    move_call(call=call, to=CallState.RECORDED, actor=actor, at=at, machine=machine, bounces=bounces)
    if bounced_out(bounces):
        people = on_post_many(call.site, [SUPERIOR], at)[SUPERIOR]
        context = {"number": call.number, "count": bounces}
        notify(site=call.site, users=people, template="desk.bounced", context=context, link=link_of(call), at=at)
    return call


def promise_call_back(
    *, call: Call, by: datetime | None, process: str, actor: Any, at: datetime, machine: Machine | None = None
) -> Call:
    """Say when and how it goes on (CALL-007): a duty stands at that moment. Raises DeskRefused for a time not ahead."""
    if by is None or by <= at or not process.strip():
        raise DeskRefused(_("Say by when we call back, and how it goes on."))
    refuse_marked({"process": process}, site=call.site)
    fields = {"promised_at": by, "process": process.strip()[:300]}
    return move_call(call=call, to=CallState.PROMISED, actor=actor, at=at, machine=machine, **fields)


def call_back(*, call: Call, reached: bool, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """The desk has rung the caller back. Nobody there: what was done says so, and the call may end without the ticks."""
    fields: dict[str, Any] = {"answered_by": actor}
    if reached:
        fields["answered_at"] = call.answered_at or at
    elif not call.handling:
        fields["handling"] = _("Rung back, nobody answered")
    return move_call(call=call, to=CallState.CALLED_BACK, actor=actor, at=at, machine=machine, **fields)


def solve_call(*, call: Call, actor: Any, at: datetime, handling: str = "", machine: Machine | None = None) -> Call:
    """What the caller wanted is done."""
    refuse_marked({"handling": handling}, site=call.site)
    fields = {"handling": handling.strip()} if handling.strip() else {}
    return move_call(call=call, to=CallState.SOLVED, actor=actor, at=at, machine=machine, **fields)


def close_call(
    *, call: Call, repeated: bool, no_more_needs: bool, actor: Any, at: datetime, machine: Machine | None = None
) -> Call:
    """End the call. Raises DeskRefused unless what matters was repeated and nothing more is needed (CALL-004, CALL-005)."""
    if not may_close(was_answered=call.answered_at is not None, repeated=repeated, no_more_needs=no_more_needs):
        raise DeskRefused(_("Repeat what matters and ask whether anything else is needed; tick both."))
    fields = {"repeated": repeated, "no_more_needs": no_more_needs, "closed_at": at}
    return move_call(call=call, to=CallState.CLOSED, actor=actor, at=at, machine=machine, **fields)
