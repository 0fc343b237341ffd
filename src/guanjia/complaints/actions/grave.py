"""Graver than it was thought: a higher level, a leader's note, a crisis with one voice (CMPL-001, CMPL-003, CMPL-027)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.complaints.actions.moving import note, write_fields
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.actions.telling import leaders_of, report_up, tell
from guanjia.complaints.events import ComplaintRaised
from guanjia.complaints.models import Complaint, Crisis
from guanjia.complaints.rules.crisis import CrisisState
from guanjia.complaints.rules.states import OPEN, Level, may_become
from guanjia.foundation.secrecy.public import refuse_marked


@transaction.atomic
def make_major(*, complaint: Complaint, reason: str, actor: Any, at: datetime) -> Complaint:
    """A general complaint is major after all: leaders are told at once, and the 48 hours count from the first receipt."""
    _raise_level(complaint, Level.MAJOR, reason, actor, at)
    note(complaint, "mark_major", actor, at)
    report_up(complaint, at)
    return complaint


@transaction.atomic
def declare_crisis(*, complaint: Complaint, spokesperson: Any, reason: str, actor: Any, at: datetime) -> Crisis:
    """The emergency plan starts: one spokesperson is named, nothing is said before an official statement is approved."""
    if spokesperson is None:
        raise ComplaintRefused(_("Name the one person who speaks for us."), ["spokesperson"])
    _raise_level(complaint, Level.CRISIS, reason, actor, at)
    crisis = Crisis.objects.create(
        site=complaint.site, complaint=complaint, spokesperson=spokesperson, declared_at=at, declared_by=actor
    )
    if complaint.report_seen_at is None:
        note(complaint, "mark_major", actor, at)
    note(complaint, "declare_crisis", actor, at, fields={"spokesperson": spokesperson.pk})
    people = {user.pk: user for user in [*leaders_of(complaint, at), spokesperson]}
    tell(complaint, people.values(), "complaints.crisis", at, urgent=True)
    return crisis


def _raise_level(complaint: Complaint, to: Level, reason: str, actor: Any, at: datetime) -> None:
    old = complaint.level_enum
    if complaint.stage not in OPEN or not may_become(old, to):
        raise ComplaintRefused(_("A level is only ever raised, while the complaint is open."), ["level"])
    if not reason.strip():
        raise ComplaintRefused(_("Say why."), ["reason"])
    refuse_marked({"reason": reason}, site=complaint.site)
    write_fields(complaint, {"level": to})
    event = ComplaintRaised(complaint.pk, old.value, to.value)
    note(complaint, "raise_level", actor, at, reason=reason, fields={"level": [old.value, to.value]}, event=event)


@transaction.atomic
def take_note(*, complaint: Complaint, actor: Any, at: datetime) -> Complaint:
    """A leader has seen the report of a major complaint (CMPL-027). A second time changes nothing."""
    if complaint.report_seen_at is not None or complaint.level_enum is Level.GENERAL:
        return complaint
    write_fields(complaint, {"report_seen_at": at, "report_seen_by": actor})
    note(complaint, "take_note", actor, at)
    return complaint


@transaction.atomic
def end_crisis(*, crisis: Crisis, lesson: str, actor: Any, at: datetime) -> Crisis:
    """The crisis is over: what was learnt is written down, and somebody affected was cared for."""
    if not lesson.strip():
        raise ComplaintRefused(_("Say what we learn from it."), ["lesson"])
    if not crisis.care.exists():
        raise ComplaintRefused(_("Nobody affected has been cared for yet."), ["care"])
    refuse_marked({"lesson": lesson}, site=crisis.site)
    rows = Crisis.objects.filter(pk=crisis.pk, state=CrisisState.RUNNING, rev=crisis.rev)
    if not rows.update(state=CrisisState.ENDED, rev=crisis.rev + 1, ended_at=at, lesson=lesson.strip()):
        raise ComplaintRefused(_("Somebody was faster; look again."), ["rev"])
    crisis.refresh_from_db()
    note(crisis.complaint, "end_crisis", actor, at)
    return crisis
