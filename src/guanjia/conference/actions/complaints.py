"""A conference complaint: heard, apologised, promised or solved, followed up (SURV-010..013)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.models import Complaint, Event
from guanjia.conference.queries.dayof_subjects import COMPLAINT
from guanjia.conference.rules.complaints import (
    COMPLAINT_MOVES,
    VERBS,
    ComplaintKind,
    ComplaintState,
    missing_of_four,
)
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move


@transaction.atomic
def hear_complaint(
    *,
    event: Event,
    kind: ComplaintKind,
    happened_at: datetime,
    place: str,
    persons: str,
    problem: str,
    actor: Any,
    at: datetime,
) -> Complaint:
    """Record what the client says: time, place, persons and problem, all four (SURV-010). Raises Refused for the first
    that is missing or a time in the future, SecretRefused.
    """
    given = {"happened_at": happened_at, "place": place, "persons": persons, "problem": problem}
    if missing := missing_of_four(given):
        raise Refused(missing[0], _("Time, place, persons and problem are all needed."))
    if happened_at > at:
        raise Refused("happened_at", _("This lies in the future."))
    refuse_marked({"place": place, "persons": persons, "problem": problem}, site=event.site)
    complaint = Complaint.objects.create(site=event.site, event=event, kind=kind, heard_by=actor, heard_at=at, **given)
    _journal(complaint, "hear", "", actor, at)
    return complaint


def apologise(*, complaint: Complaint, actor: Any, at: datetime) -> Complaint:
    """The apology by the script, without shifting blame (SURV-011)."""
    return _move(complaint, ComplaintState.APOLOGISED, actor, at)


def promise(*, complaint: Complaint, promised_at: datetime, actor: Any, at: datetime) -> Complaint:
    """It cannot be solved at once: a time is promised, and the clock watches it (SURV-012)."""
    if promised_at <= at:
        raise Refused("promised_at", _("Promise a time that is still to come."))
    return _move(complaint, ComplaintState.PROMISED, actor, at, promised_at=promised_at)


def solve(*, complaint: Complaint, solution: str, actor: Any, at: datetime) -> Complaint:
    """It is solved, on the spot or as promised; how must be said."""
    if not solution.strip():
        raise Refused("solution", _("Say how it was solved."))
    refuse_marked({"solution": solution}, site=complaint.site)
    return _move(complaint, ComplaintState.SOLVED, actor, at, solution=solution.strip(), solved_at=at)


def follow_up(*, complaint: Complaint, satisfied: bool, lesson: str, actor: Any, at: datetime) -> Complaint:
    """The client was asked (SURV-013): content closes it with a lesson, not content starts again with an apology."""
    if not satisfied:
        return _move(complaint, ComplaintState.APOLOGISED, actor, at, satisfied=False, solved_at=None, promised_at=None)
    if not lesson.strip():
        raise Refused("lesson", _("Say what we learn from it."))
    refuse_marked({"lesson": lesson}, site=complaint.site)
    return _move(complaint, ComplaintState.CLOSED, actor, at, satisfied=True, lesson=lesson.strip())


@transaction.atomic
def _move(complaint: Complaint, to: ComplaintState, actor: Any, at: datetime, **fields: Any) -> Complaint:
    old = complaint.stage
    check_move(COMPLAINT_MOVES, old, to)
    rows = Complaint.objects.filter(pk=complaint.pk, state=old, rev=complaint.rev)
    if not rows.update(state=to, rev=complaint.rev + 1, **fields):
        raise MoveRefused(old, to)
    complaint.refresh_from_db()
    _journal(complaint, VERBS[to], old, actor, at)
    return complaint


def _journal(complaint: Complaint, action: str, old: str, actor: Any, at: datetime) -> None:
    record(
        site=complaint.site,
        at=at,
        actor=actor,
        action=action,
        subject=(COMPLAINT, complaint.pk),
        from_state=str(old),
        to_state=complaint.state,
    )
    changed(COMPLAINT, [complaint.pk], site=complaint.site, at=at)
