"""What breaks the rules of a renovation: stopped at once, then put right or reported within the day (民法典 942)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.homes.actions.letters import write_letter
from guanjia.frontdesk.homes.actions.renovations import RenovationRefused, move_renovation
from guanjia.frontdesk.homes.events import ViolationFound
from guanjia.frontdesk.homes.models import Letter, Renovation, Violation
from guanjia.frontdesk.homes.rules.renovation import (
    VIOLATION_MOVES,
    LetterKind,
    RenovationState,
    ViolationKind,
    ViolationState,
)
from guanjia.kernel.states import MoveRefused, check_move

VIOLATION = "homes.violation"


@transaction.atomic
def find_violation(
    *, renovation: Renovation, kind: ViolationKind, words: str, actor: Any, at: datetime
) -> tuple[Violation, Letter]:
    """Note what was found, stop the work and write the notice; a second one while it is stopped is noted beside the first.

    Raises RenovationRefused (no words, not under way) and SecretRefused.
    """
    if not words.strip():
        raise RenovationRefused(gettext("Say what was found."))
    refuse_marked({"words": words}, site=renovation.site)
    if renovation.stage not in (RenovationState.WORKING, RenovationState.STOPPED):
        raise RenovationRefused(gettext("This renovation is not under way."))
    violation = Violation.objects.create(
        site=renovation.site, renovation=renovation, kind=kind, words=words.strip(), found_at=at
    )
    record(
        site=renovation.site,
        at=at,
        actor=actor,
        action="find",
        subject=(VIOLATION, violation.pk),
        to_state=ViolationState.FOUND,
        changes={"renovation": renovation.pk, "kind": str(kind)},
        event=ViolationFound(violation.pk, renovation.pk, renovation.site_id, str(kind)),
    )
    changed(VIOLATION, [violation.pk], site=renovation.site, at=at)
    if renovation.stage is RenovationState.WORKING:
        move_renovation(renovation=renovation, to=RenovationState.STOPPED, actor=actor, at=at)
    letter = write_letter(renovation=renovation, kind=LetterKind.STOP, violation=violation, actor=actor, at=at)
    return violation, letter


@transaction.atomic
def report_violation(*, violation: Violation, authority: str, actor: Any, at: datetime) -> Letter:
    """Report it to the authority by a numbered letter; asked again later, a letter asks for assistance."""
    refuse_marked({"authority": authority}, site=violation.site)
    if not authority.strip():
        raise RenovationRefused(gettext("Say to whom it is reported."))
    if violation.stage is ViolationState.REPORTED:
        kind = LetterKind.ASSIST
    else:
        kind = LetterKind.REPORT
        _move(violation, ViolationState.REPORTED, "report", actor, at)
    return write_letter(
        renovation=violation.renovation, kind=kind, violation=violation, addressee=authority, actor=actor, at=at
    )


@transaction.atomic
def correct_violation(*, violation: Violation, actor: Any, at: datetime, reason: str = "") -> Violation:
    """It is put right and was looked at; work may go on by a move of its own. Raises MoveRefused."""
    refuse_marked({"reason": reason}, site=violation.site)
    return _move(violation, ViolationState.CORRECTED, "correct", actor, at, reason)


def _move(violation: Violation, to: ViolationState, verb: str, actor: Any, at: datetime, reason: str = "") -> Violation:
    old = violation.stage
    check_move(VIOLATION_MOVES, old, to)
    rows = Violation.objects.filter(pk=violation.pk, state=old, rev=violation.rev)
    if not rows.update(state=to, rev=violation.rev + 1):
        raise MoveRefused(old, to)
    violation.state, violation.rev = to, violation.rev + 1
    record(
        site=violation.site, at=at, actor=actor, action=verb, subject=(VIOLATION, violation.pk), from_state=old,
        to_state=to, reason=reason,
    )  # fmt: skip
    changed(VIOLATION, [violation.pk], site=violation.site, at=at)
    return violation
