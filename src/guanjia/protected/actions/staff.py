"""Papers of the crew are seen; people are put on the list of a meeting, briefed, reviewed; passes are made and looked at."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_gapless
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.people.public import users_with_role
from guanjia.protected.actions.dossiers import tell
from guanjia.protected.models import Assignment, Dossier, StaffPaper, ZonePass
from guanjia.protected.permissions import clears_staff
from guanjia.protected.queries.clearance import lacking_of, missing_of, rostered_outside, said_lacks, why_not
from guanjia.protected.rules.clearance import NEEDS_NUMBER, PaperKind
from guanjia.protected.rules.meeting import DOSSIER, Zone, opens
from guanjia.protected.rules.refusals import ProtectedRefused
from guanjia.ui.listing import listed

CLEARANCE = "protected.clearance"
PREFIX = "TX"
KEPT_OUT = "protected.kept_out"
"""The message to whoever is on duty and does not enter: the reference only (FIELD 5)."""


@transaction.atomic
def file_paper(
    *, site: Site, user: Any, kind: PaperKind, on: date, number: str = "", actor: Any, at: datetime
) -> StaffPaper:
    """Write down that a paper was seen; a newer one of the kind takes its place. Raises ProtectedRefused: a day ahead, a
    certificate without its number (FIELD 18), somebody who would see their own."""
    if on > local(site, at).date():
        raise ProtectedRefused("on", _("The day of the paper has not come yet."))
    if kind in NEEDS_NUMBER and not number.strip():
        raise ProtectedRefused("number", _("Write down the number of the certificate; it is not copied."))
    if user.pk == getattr(actor, "pk", None):
        raise ProtectedRefused("user", _("Nobody looks at their own papers: somebody else enters this."))
    refuse_marked({"number": number}, site=site)
    made, _fresh = StaffPaper.objects.update_or_create(
        site=site, user=user, kind=kind,
        defaults={"number": number.strip()[:60], "on": on, "seen_by": actor, "seen_at": at},
    )  # fmt: skip
    told = {"kind": kind.value, "on": on.isoformat()}
    record(site=site, at=at, actor=actor, action="paper.seen", subject=(CLEARANCE, user.pk), changes=told)
    return made


@transaction.atomic
def assign_staff(*, dossier: Dossier, user: Any, task: str, zone: Zone, actor: Any, at: datetime) -> Assignment:
    """Put somebody on the list. Who is not cleared on the day of the meeting is refused (FIELD 18, GOVT-014: no
    authorisation, no place on the roster); who looks at papers hears which are missing."""
    refuse_marked({"task": task}, site=dossier.site)
    if not task.strip():
        raise ProtectedRefused("task", _("Say what they do."))
    day = local(dossier.site, dossier.event.starts_at or at).date()
    if lacks := lacking_of(dossier.site, [user.pk], day)[user.pk]:
        words = _("%(name)s may not be put on the list: not cleared.")
        if clears_staff(actor, dossier.site):
            words = _("%(name)s may not be put on the list, missing: %(what)s.")
        raise ProtectedRefused("user", words % {"name": user, "what": said_lacks(lacks, True)})
    try:
        with transaction.atomic():
            made = Assignment.objects.create(dossier=dossier, user=user, task=task.strip()[:80], zone=zone)
    except IntegrityError:
        raise ProtectedRefused("user", _("%(name)s is on the list already.") % {"name": user}) from None
    _changed(dossier, "staff.assign", actor, at, {"user": user.pk, "zone": zone.value})
    return made


@transaction.atomic
def drop_staff(*, assignment: Assignment, actor: Any, at: datetime) -> None:
    """Somebody leaves the list; their pass is void."""
    if Assignment.objects.filter(pk=assignment.pk, dropped_at=None).update(dropped_at=at):
        ZonePass.objects.filter(assignment=assignment, void_at=None).update(void_at=at)
        _changed(assignment.dossier, "staff.drop", actor, at, {"user": assignment.user_id})


@transaction.atomic
def brief_staff(*, assignment: Assignment, actor: Any, at: datetime) -> None:
    """They heard what this meeting asks: no photos, no recording, no notes of what is said (GOVT-003). Never by themselves."""
    if assignment.user_id == actor.pk:
        raise ProtectedRefused("user", _("Somebody else gives the briefing."))
    Assignment.objects.filter(pk=assignment.pk, briefed_at=None).update(briefed_at=at, briefed_by=actor)
    tell(assignment.dossier, "staff.brief", actor, at, {"user": assignment.user_id})


@transaction.atomic
def review_staff(*, assignment: Assignment, reviewer: str, actor: Any, at: datetime) -> None:
    """The organiser looked at this person and has no objection; the name of who did is written down (FIELD 18)."""
    if not reviewer.strip():
        raise ProtectedRefused("reviewer", _("Write down who reviewed them for the organiser."))
    refuse_marked({"reviewer": reviewer}, site=assignment.dossier.site)
    Assignment.objects.filter(pk=assignment.pk).update(reviewed_by=reviewer.strip()[:80], reviewed_at=at)
    tell(assignment.dossier, "staff.review", actor, at, {"user": assignment.user_id})


@transaction.atomic
def confirm_staff(*, dossier: Dossier, actor: Any, at: datetime) -> Dossier:
    """The gate of the people: everybody on the list is cleared, briefed and reviewed, the whole team is on it.

    Raises ProtectedRefused naming who lacks what (the papers only to who looks at them); until then the meeting does not begin.
    """
    if missing := missing_of(dossier, at, in_full=clears_staff(actor, dossier.site)):
        raise ProtectedRefused("", " ".join(missing))
    again = dossier.staff_changed_at is not None
    Dossier.objects.filter(pk=dossier.pk).update(staff_confirmed_at=at, rev=dossier.rev + 1)
    dossier.staff_confirmed_at = at
    tell(dossier, "staff.reconfirm" if again else "staff.confirm", actor, at)
    return dossier


@transaction.atomic
def keep_out(*, dossier: Dossier, users: Collection[int], actor: Any, at: datetime) -> list[Any]:
    """These people, on duty in the house then and not on the list, stay outside, by name and on record; each is told once.

    Returns who is new. Somebody rostered since the ids were read is not meant by it: the gate asks again.
    """
    row = (
        Dossier.objects.select_for_update(of=("self",), no_key=True).select_related("site", "event").get(pk=dossier.pk)
    )
    fresh = [each.user for each in rostered_outside(row) if not each.kept_out and each.user.pk in users]
    dossier.kept_out, dossier.rev = row.kept_out, row.rev
    if fresh:
        kept = sorted({*row.kept_out, *(user.pk for user in fresh)})
        Dossier.objects.filter(pk=row.pk).update(kept_out=kept, rev=row.rev + 1)
        dossier.kept_out, dossier.rev = kept, row.rev + 1
        tell(dossier, "staff.keep_out", actor, at, {"users": [user.pk for user in fresh]})
        told = {"ref": dossier.event.ref}
        notify(site=dossier.site, users=fresh, template=KEPT_OUT, context=told, link="", urgent=False, at=at)
    return fresh


@transaction.atomic
def follow_roster(*, dossier: Dossier, at: datetime) -> bool:
    """The roster changed: where somebody stands on a post of this meeting who is neither on its list nor kept out, a list that
    was confirmed has to be confirmed again. Returns whether the gate is shut anew: one that is shut already keeps the moment
    from which its deadline counts."""
    confirmed, moved = dossier.staff_confirmed_at, dossier.staff_changed_at
    if confirmed is None or (moved is not None and moved > confirmed):
        return False
    known = set(dossier.kept_out)
    fresh = [each.user.pk for each in rostered_outside(dossier) if each.user.pk not in known]
    if not fresh:
        return False
    _changed(dossier, "staff.roster", None, at, {"users": fresh})
    return True


def _changed(dossier: Dossier, action: str, actor: Any, at: datetime, changes: dict[str, Any]) -> None:
    """The list became another one: once it was confirmed, it has to be again."""
    if dossier.staff_confirmed_at is not None:
        Dossier.objects.filter(pk=dossier.pk).update(staff_changed_at=at)
        dossier.staff_changed_at = at
    tell(dossier, action, actor, at, changes)


@transaction.atomic
def make_passes(*, dossier: Dossier, actor: Any, at: datetime) -> list[ZonePass]:
    """A pass for everybody on the list who has none, numbered without gaps. Returns all that are valid."""
    have = set(dossier.passes.filter(void_at=None).values_list("assignment", flat=True))
    day = local(dossier.site, at).date()
    for each in dossier.staff.filter(dropped_at=None).exclude(pk__in=have):
        ZonePass.objects.create(
            site=dossier.site, dossier=dossier, zone=each.zone, assignment=each, made_at=at,
            number=next_gapless(site=dossier.site, prefix=PREFIX, on=day),
        )  # fmt: skip
    tell(dossier, "passes.make", actor, at)
    return list(dossier.passes.filter(void_at=None).select_related("assignment__user"))


def check_pass(*, event: Event, zone: Zone, number: str, actor: Any, at: datetime) -> ZonePass:
    """Somebody shows a pass at the edge of a zone, or says their name. Raises ProtectedRefused for an unknown, foreign or void
    pass, one of a zone further out, and for whoever is not cleared, briefed and reviewed now; which papers are missing
    hears only who looks at them. Each answer is in the journal."""
    rows = ZonePass.objects.select_related("assignment__user", "dossier__site", "dossier__event")
    found = rows.filter(dossier__event=event, number__iexact=number.strip()).first()
    dossier = found.dossier if found else Dossier.objects.select_related("site", "event").get(event=event)
    in_full = clears_staff(actor, dossier.site)
    said = _why_not(dossier, found, zone, at, in_full) if found else _without_pass(dossier, number, at, in_full)
    told = {"zone": zone.value, "pass": found.number if found else "", "let_in": not said}
    record(site=dossier.site, at=at, actor=actor, action="pass.check", subject=(DOSSIER, dossier.pk), changes=told)
    changed(DOSSIER, [dossier.pk], site=dossier.site, at=at)
    if said or found is None:
        raise ProtectedRefused("number", said)
    return found


def _why_not(dossier: Dossier, found: ZonePass, zone: Zone, at: datetime, in_full: bool) -> str:
    if found.void_at is not None:
        return _("This pass is void: its bearer is off the list.")
    if not opens(found.ring, zone):
        return _("This pass is for: %(zone)s. It does not open this zone.") % {"zone": _(found.ring.label)}
    lacks = why_not(dossier, found.assignment.user, at, in_full=in_full)
    told = {"name": found.assignment.user, "what": listed(lacks)}
    return _("%(name)s lacks: %(what)s.") % told if lacks else ""


def _without_pass(dossier: Dossier, text: str, at: datetime, in_full: bool) -> str:
    """What the edge of a zone says of somebody who has no pass but a name. A guard hears "not on the list" or "not cleared":
    a name that anybody can type tells nothing of papers."""
    people = [user for user in users_with_role(dossier.site, at=at) if str(user) == text.strip()]
    if len(people) != 1:
        return _("No pass of this meeting bears this number.")
    lacks = why_not(dossier, people[0], at, in_full=in_full)
    if lacks and not in_full:
        listed_now = dossier.staff.filter(dropped_at=None, user=people[0]).exists()
        words = _("%(name)s is on the list but not cleared.") if listed_now else _("%(name)s is not on the list.")
        return words % {"name": people[0]}
    lacks = lacks or [_("their pass")]
    return _("%(name)s may not enter without a pass; missing: %(what)s.") % {"name": people[0], "what": listed(lacks)}
