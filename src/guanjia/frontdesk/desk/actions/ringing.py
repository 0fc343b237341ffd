"""A call comes in, is answered or is missed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import BadValue, Person, find_by_phone, find_sharers, make_person
from guanjia.foundation.sites.public import Site, local, setting
from guanjia.frontdesk.desk.actions.keeping import DeskRefused, keep
from guanjia.frontdesk.desk.actions.moving import move_call
from guanjia.frontdesk.desk.actions.sweeping import CALLER, watch_desk
from guanjia.frontdesk.desk.events import CallMissed
from guanjia.frontdesk.desk.models import Call, Machine
from guanjia.frontdesk.desk.rules.calls import CallState, rings
from guanjia.posts.public import on_post

RING_SECONDS = "desk.ring_seconds"
DESK_POST = "frontdesk"


def ring_in(*, site: Site, phone: str, extension: str, at: datetime, line_key: str = "", actor: Any = None) -> Call:
    """A telephone rings: the call is there, and the desk with that extension shows who it is.

    The same `line_key` again returns the known call. A number that cannot be one (withheld) makes a call without caller.
    """
    if line_key and (known := Call.objects.filter(site=site, line_key=line_key).first()):
        return known
    try:
        with transaction.atomic():
            return _ring(site, phone, extension, at, line_key, actor)
    except IntegrityError:
        if not line_key:
            raise
        return Call.objects.get(site=site, line_key=line_key)


def _ring(site: Site, phone: str, extension: str, at: datetime, line_key: str, actor: Any) -> Call:
    call = Call.objects.create(
        site=site,
        number=next_number(site=site, prefix="DH", on=local(site, at).date()),
        caller=who_calls(site, phone, actor=actor, at=at),
        extension=extension[:12],
        line_key=line_key,
        rung_at=at,
    )
    keep(call, "ring", actor=actor, at=at)
    watch_desk(site=site, at=at)
    if extension:
        touch(f"site:{site.pk}:desk:{extension[:12]}")
    return call


def who_calls(site: Site, phone: str, *, actor: Any, at: datetime) -> Person | None:
    """The person of that number, the first of several; an unknown number becomes a person without a true name."""
    if not phone.strip():
        return None
    if known := find_by_phone(site, phone):
        return known[0]
    try:
        return make_person(
            site=site, name=_("Unknown caller"), actor=actor, at=at, link=CALLER, private={"phone": phone}
        )
    except BadValue:
        return None


def answer_call(*, call: Call, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """Somebody picks up; after how many rings is kept (CALL-001). Two at once: one has it, the other gets MoveRefused."""
    interval = timedelta(seconds=setting(call.site, RING_SECONDS))
    fields = {"answered_at": at, "answered_by": actor, "rings": rings(at - call.rung_at, interval)}
    return move_call(call=call, to=CallState.ANSWERED, actor=actor, at=at, machine=machine, **fields)


@transaction.atomic
def name_caller(*, call: Call, person: Person, actor: Any, at: datetime, machine: Machine | None = None) -> Call:
    """Say which of those who share the number is on the line. Raises DeskRefused for anybody else, or a closed call."""
    if not call.is_open or call.caller is None or person.pk not in {p.pk for p in find_sharers(call.site, call.caller)}:
        raise DeskRefused(_("This person does not share the number, or the call is closed."))
    Call.objects.filter(pk=call.pk).update(caller=person, caller_name="", unit=None)
    call.caller, call.caller_name, call.unit = person, "", None
    keep(call, "name_caller", actor=actor, at=at, machine=machine, old=call.state)
    return call


def take_call(
    *, site: Site, phone: str, actor: Any, at: datetime, machine: Machine | None = None, extension: str = ""
) -> Call:
    """A call that the desk writes down by hand, already picked up."""
    with transaction.atomic():
        call = ring_in(site=site, phone=phone, extension=extension, at=at, actor=actor)
        return answer_call(call=call, actor=actor, at=at, machine=machine)


def hang_up(*, call: Call, at: datetime, actor: Any = None) -> Call:
    """The line is closed: a call that nobody picked up is missed and owed a call back; the desk is told."""
    call.refresh_from_db()
    if call.state != CallState.RINGING:
        if call.hung_up_at is None:
            Call.objects.filter(pk=call.pk, hung_up_at=None).update(hung_up_at=at)
            call.hung_up_at = at
        return call
    with transaction.atomic():
        gone = CallMissed(call.pk)
        move_call(call=call, to=CallState.MISSED, actor=actor, at=at, event=gone, hung_up_at=at)
        notify(
            site=call.site,
            users=on_post(call.site, DESK_POST, at),
            template="desk.missed",
            context={"number": call.number, "time": at},
            link=link_of(call),
            at=at,
        )
    return call


def link_of(call: Call) -> str:
    """The address of the call's page."""
    return reverse("desk:call", args=[call.site.code, call.number])
