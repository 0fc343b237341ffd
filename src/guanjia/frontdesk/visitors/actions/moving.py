"""The only function that moves a visit."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.visitors.events import VisitMoved
from guanjia.frontdesk.visitors.models import VISIT, Visit
from guanjia.frontdesk.visitors.rules.states import VISIT_MOVES, VisitState, verb_of
from guanjia.kernel.states import MoveRefused, check_move

PLAIN = frozenset({"confirmed_how", "left_unseen", "need_met", "refusal"})
"""Fields whose value may stand in the journal; of the others only that they changed."""


@transaction.atomic
def move_visit(*, visit: Visit, to: VisitState, actor: Any, at: datetime, reason: str = "", **fields: Any) -> Visit:
    """Move a visit and set `fields` with it. Two movers: one wins, the other gets MoveRefused, as for a move that the
    table lacks. The clocks of the visit follow (host's answer, overstay)."""
    old = visit.stage
    check_move(VISIT_MOVES, old, to)
    rows = Visit.objects.filter(pk=visit.pk, state=old, rev=visit.rev)
    if not rows.update(state=to, rev=visit.rev + 1, **fields):
        raise MoveRefused(old, to)
    visit.state, visit.rev = to, visit.rev + 1
    for name, value in fields.items():
        setattr(visit, name, value)
    note(visit, verb_of(old, to), actor, at, old=old, reason=reason, fields=fields)
    return visit


def note(
    visit: Visit,
    verb: str,
    actor: Any,
    at: datetime,
    *,
    old: str = "",
    reason: str = "",
    fields: dict[str, Any] | None = None,
    event: object | None = None,
) -> None:
    """One journal row about the visit, in the caller's transaction; planner and screens are told."""
    moved = VisitMoved(visit.pk, str(old), visit.state, verb, visit.host_id or 0, visit.unit_id or 0)
    record(
        site=visit.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(VISIT, visit.pk),
        from_state=str(old),
        to_state=visit.state,
        reason=reason,
        changes={name: str(value) if name in PLAIN else True for name, value in (fields or {}).items()},
        event=event or moved,
    )
    changed(VISIT, [visit.pk], site=visit.site, at=at)
    touch(f"site:{visit.site_id}:visitors")


def change_visit(visit: Visit, verb: str, actor: Any, at: datetime, *, reason: str = "", **fields: Any) -> Visit:
    """Set fields without a move; compares and swaps on the rev like a move. Raises MoveRefused for a stale one."""
    with transaction.atomic():
        rows = Visit.objects.filter(pk=visit.pk, rev=visit.rev)
        if not rows.update(rev=visit.rev + 1, **fields):
            raise MoveRefused(visit.stage, visit.stage)
        visit.rev += 1
        for name, value in fields.items():
            setattr(visit, name, value)
        note(visit, verb, actor, at, old=visit.state, reason=reason, fields=fields)
    return visit
