"""Writes a row of the counter down: journal with the machine, planner, live pages."""

from datetime import datetime
from typing import Any

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.desk.models import Call, Machine, Note, QuickCase

CALL = "desk.call"
NOTE = "desk.note"
CASE = "desk.quick_case"
KIND_OF: dict[type, str] = {Call: CALL, Note: NOTE, QuickCase: CASE}


class DeskRefused(Exception):
    """Something is missing for what the desk wants to do; str() says what, in the reader's language."""


def keep(
    row: Call | Note | QuickCase,
    action: str,
    *,
    actor: Any,
    at: datetime,
    machine: Machine | None = None,
    old: str = "",
    reason: str = "",
    changes: dict[str, Any] | None = None,
    event: object | None = None,
) -> None:
    """Journal what happened to the row, naming person and machine (FIELD 8), and tell planner and live pages."""
    kind, facts = KIND_OF[type(row)], dict(changes or {})
    if machine is not None:
        facts["machine"] = machine.pk
    record(
        site=row.site,
        at=at,
        actor=actor,
        action=action,
        subject=(kind, row.pk),
        from_state=old,
        to_state=row.state,
        reason=reason,
        changes=facts,
        event=event,
    )
    changed(kind, [row.pk], site=row.site, at=at)
    touch(f"site:{row.site_id}:desk")
