"""The one mover that ends a duty well."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guanjia.duties.actions.planning import plan_now
from guanjia.duties.events import DutyDone
from guanjia.duties.models import Duty
from guanjia.duties.rules.judge import state_at
from guanjia.duties.rules.states import MOVES, DutyState
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.kernel.states import check_move

DUTY = "duties.duty"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a duty ended: the moment that counts, by whom (None: the system), and what its proof left open."""

    moment: datetime
    person: Any = None
    action: str = "duties.end"
    failed_count: int = 0
    single_handed_reason: str = ""
    counter_sign_due: bool = False
    reason: str = ""


def end_duty(duty: Duty, end: End, *, actor: Any, at: datetime) -> DutyState:
    """End a locked duty as on time or late by `end.moment`, write its journal row, plan the next link of a chain.

    Returns the new state. Raises MoveRefused when it is ended already. Call it inside a transaction.
    """
    old = DutyState(duty.state)
    new = state_at(duty.due_at, end.moment)
    check_move(MOVES, old, new)
    duty.state, duty.performed_at, duty.performed_by = new, end.moment, end.person
    duty.next_at = duty.perform_at = None
    duty.failed_count, duty.single_handed_reason = end.failed_count, end.single_handed_reason
    duty.counter_sign_due = end.counter_sign_due
    duty.rev += 1
    duty.save(update_fields=FIELDS)
    done = DutyDone(duty.pk, duty.standard_code, duty.subject_kind, duty.subject_id, new, end.moment)
    record(
        site=duty.site, at=at, actor=actor, action=end.action, subject=(DUTY, duty.pk), from_state=old, to_state=new,
        reason=end.reason, event=done,
    )  # fmt: skip
    if duty.linked:
        plan_now(duty.subject_kind, [duty.subject_id], at=at)
    show_change(duty)
    return new


FIELDS = (
    "state", "performed_at", "performed_by", "next_at", "perform_at", "failed_count", "single_handed_reason",
    "counter_sign_due", "rev",
)  # fmt: skip


def show_change(duty: Duty) -> None:
    """Wake the pages that show this duty: the subject's own and the site's board."""
    noun = duty.subject_kind.rpartition(".")[2]
    touch(f"{noun}:{duty.subject_id}")
    touch(f"site:{duty.site_id}:board")
