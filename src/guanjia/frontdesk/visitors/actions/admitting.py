"""At the door: arrived, checked, confirmed, let in, out again, or refused in kind words (W13)."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import private_values
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local, setting, to_utc
from guanjia.frontdesk.visitors.actions.moving import VISIT, change_visit, move_visit
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.queries.contractors import why_barred
from guanjia.frontdesk.visitors.queries.hosts import is_host
from guanjia.frontdesk.visitors.rules.kinds import VisitKind, lacking, needs_identity
from guanjia.frontdesk.visitors.rules.states import PaperKind, Refusal, VisitState
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Presence, enter, leave
from guanjia.safety.public import look_up

S = VisitState
WORK_ENDS = "visitors.workers_leave_by"
NIGHT = timedelta(hours=5)
"""How long after midnight an evening lasts."""
DIGITS = 4


@transaction.atomic
def arrive(*, visit: Visit, where: str, actor: Any, at: datetime) -> Visit:
    """They stand before us. The watch list is asked where it is in force; a hit is told to guards, never to the visitor."""
    phones = private_values(visit.person, "phone")
    hits = look_up(
        site=visit.site,
        name=visit.person.name,
        phone=phones[0] if phones else "",
        last4=visit.paper_last4,
        where=where,
        actor=actor,
        at=at,
    )
    move_visit(visit=visit, to=S.ARRIVED, actor=actor, at=at, arrived_at=at, watch_hit=bool(hits) or visit.watch_hit)
    return _go_on(visit, actor, at)


@transaction.atomic
def look_at_paper(*, visit: Visit, paper: PaperKind, last4: str, where: str, actor: Any, at: datetime) -> Visit:
    """A paper was looked at: its kind and last four digits are noted, never the number, never a copy (FIELD 24;
    身份证法 15). Raises VisitRefused for anything but four letters or digits, and while nobody stands there."""
    tight = last4.strip().upper()
    if len(tight) != DIGITS or not tight.isalnum() or not tight.isascii():
        raise VisitRefused("last4", _("Only the last four digits are noted."))
    if visit.stage is not S.ARRIVED:
        raise VisitRefused("paper", _("A paper is looked at while the visitor stands at the door."))
    hits = look_up(site=visit.site, name=visit.person.name, phone="", last4=tight, where=where, actor=actor, at=at)
    change_visit(
        visit,
        "look_at_paper",
        actor,
        at,
        paper=paper,
        paper_last4=tight,
        identity_seen_at=at,
        watch_hit=bool(hits) or visit.watch_hit,
    )
    return _go_on(visit, actor, at)


@transaction.atomic
def host_says_yes(*, visit: Visit, host_id: int | None, how: str, actor: Any, at: datetime) -> Visit:
    """The host confirms, by telephone, on the portal or in person; before the visitor comes, or while they wait.

    `host_id` None is the word of our own staff, for whom no household is visited. Raises VisitRefused when the host does
    not live there any more (VISI-005).
    """
    household = visit.unit_id is not None and visit.host_user_id is None
    if household and (host_id is None or not is_host(visit.site, host_id, visit.unit_id, at)):
        raise VisitRefused("host_gone")
    fields: dict[str, Any] = {"host_id": host_id} if host_id is not None else {}
    change_visit(visit, "host_yes", actor, at, confirmed_at=at, confirmed_how=how[:12], **fields)
    return _go_on(visit, actor, at)


def refuse(*, visit: Visit, why: Refusal, actor: Any, at: datetime, reason: str = "") -> Visit:
    """They are not let in; the screen shows what to say. A visitor inside is not refused but asked to leave."""
    refuse_marked({"reason": reason}, site=visit.site)
    return move_visit(visit=visit, to=S.REFUSED, actor=actor, at=at, reason=reason.strip(), refusal=why)


@transaction.atomic
def admit(*, visit: Visit, actor: Any, at: datetime, escort: Any = None) -> Visit:
    """Let them in: everything that the kind asks for is there, else VisitRefused says what lacks, in words to be said.

    VISI-005, VISI-006. A second call gets MoveRefused; whoever is inside is inside once.
    """
    if visit.stage is S.BOOKED:
        arrive(visit=visit, where=_("Front desk"), actor=actor, at=at)
    if escort is not None:
        change_visit(visit, "escort", actor, at, escort=escort)
    missing = lacking(visit.known)
    why = why_barred(visit, at) or (missing[0] if missing else "")
    if why:
        raise VisitRefused(why)
    if at > visit.pass_until:
        raise VisitRefused("expired")
    if visit.stage is S.DEPARTED and not visit.many:
        raise VisitRefused("used")
    _go_on(visit, actor, at)
    return let_in(visit, actor, at)


def let_in(visit: Visit, actor: Any, at: datetime) -> Visit:
    """The move itself, with the presence; the caller has judged."""
    fields: dict[str, Any] = {"leave_by": leave_by(visit, at), "departed_at": None}
    if visit.admitted_at is None:
        fields["admitted_at"] = at
    move_visit(visit=visit, to=S.ADMITTED, actor=actor, at=at, **fields)
    enter(site=visit.site, kind=Presence.Kind.VISITOR, ref=(VISIT, visit.pk), at=at, person_id=visit.person_id)
    return visit


@transaction.atomic
def sign_out(*, visit: Visit, actor: Any, at: datetime, need_met: bool | None = None) -> Visit:
    """They leave; the desk asks whether what they came for was done (FDSK-012). Raises MoveRefused when not inside."""
    move_visit(visit=visit, to=S.DEPARTED, actor=actor, at=at, departed_at=at, need_met=need_met)
    leave(site=visit.site, ref=(VISIT, visit.pk), at=at)
    return visit


@transaction.atomic
def note_left_unseen(*, visit: Visit, reason: str, actor: Any, at: datetime) -> Visit:
    """Nobody saw them leave: the time is not known and is not invented; `reason` says how we know that they are gone."""
    if not reason.strip():
        raise VisitRefused("reason", _("Say how you know that they have left."))
    refuse_marked({"reason": reason}, site=visit.site)
    move_visit(visit=visit, to=S.DEPARTED, actor=actor, at=at, reason=reason.strip(), left_unseen=True)
    leave(site=visit.site, ref=(VISIT, visit.pk), at=at)
    return visit


@transaction.atomic
def stay_longer(*, visit: Visit, until: datetime, reason: str, actor: Any, at: datetime) -> Visit:
    """The host wants them longer: the pass is given out anew, the chase stops. Raises VisitRefused for a moment past."""
    if until <= at or until - visit.pass_from > timedelta(days=90):
        raise VisitRefused("until", _("A pass lasts at most 90 days and ends in the future."))
    fields = {"pass_until": until, "leave_by": until, "serial": visit.serial + 1}
    if visit.stage is S.OVERSTAYED:
        return move_visit(visit=visit, to=S.ADMITTED, actor=actor, at=at, reason=reason.strip(), **fields)
    if visit.stage is not S.ADMITTED:
        raise VisitRefused("until", _("Only who is inside can stay longer."))
    return change_visit(visit, "extend", actor, at, reason=reason.strip(), **fields)


@transaction.atomic
def withdraw_invitation(*, visit: Visit, actor: Any, at: datetime) -> Visit:
    """The host calls it off: the pass no longer opens. Raises MoveRefused for who is inside already."""
    Visit.objects.filter(pk=visit.pk, rev=visit.rev).update(serial=visit.serial + 1)
    visit.serial += 1
    return refuse(visit=visit, why=Refusal.WITHDRAWN, actor=actor, at=at)


def move_expected(*, visit: Visit, starts: datetime, until: datetime, actor: Any, at: datetime) -> Visit:
    """They come at another time: the pass opens then, and the one given out before opens no more. Raises MoveRefused for
    somebody who is here or gone, VisitRefused for an end before the start.
    """
    if visit.stage is not VisitState.BOOKED:
        raise MoveRefused(visit.stage, VisitState.BOOKED)
    if until <= starts:
        raise VisitRefused("until", _("The pass must end after it begins."))
    fields = {"expected_at": starts, "pass_from": starts, "pass_until": until, "serial": visit.serial + 1}
    return change_visit(visit, "move_expected", actor, at, **fields)


def renew_pass(*, visit: Visit, actor: Any, at: datetime) -> Visit:
    """Give the pass out anew: a lost or forwarded one no longer opens."""
    return change_visit(visit, "renew_pass", actor, at, serial=visit.serial + 1)


def leave_by(visit: Visit, at: datetime) -> datetime:
    """When they should be out: the end of the pass; a worker every day when work ends, a guest of a conference of several
    days when the night is over, or when the pass does.
    """
    if not visit.many:
        return visit.pass_until
    if visit.kind_enum is VisitKind.CONFERENCE:
        morning = datetime.combine(local(visit.site, at - NIGHT).date() + timedelta(days=1), time()) + NIGHT
        return min(visit.pass_until, to_utc(visit.site, morning))
    hour = time.fromisoformat(setting(visit.site, WORK_ENDS))
    evening = to_utc(visit.site, datetime.combine(local(visit.site, at).date(), hour))
    return min(visit.pass_until, evening if evening > at else at + timedelta(hours=1))


def _go_on(visit: Visit, actor: Any, at: datetime) -> Visit:
    """Take the steps that need nobody: checked once the paper is not needed or seen, confirmed once the host has."""
    known = visit.known
    identity = known.identity_seen or not needs_identity(known.kind, invited=known.invited)
    if visit.stage is S.ARRIVED and identity:
        move_visit(visit=visit, to=S.VERIFIED, actor=actor, at=at)
    if visit.stage is S.VERIFIED and "host" not in lacking(visit.known):
        move_visit(visit=visit, to=S.CONFIRMED, actor=actor, at=at)
    return visit
