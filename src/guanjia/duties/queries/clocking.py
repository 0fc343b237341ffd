"""What the clock waits for, computed from a row and its standard."""

from datetime import datetime

from guanjia.duties.rules.next_at import Clocked, next_at
from guanjia.duties.rules.states import DutyState
from guanjia.standards.public import Standard


def clocked(
    standard: Standard,
    *,
    state: DutyState,
    opens_at: datetime,
    due_at: datetime,
    closes_at: datetime | None,
    alarmed_to: datetime | None,
) -> Clocked:
    """The row as the rules of the clock read it."""
    return Clocked(
        state=state,
        opens_at=opens_at,
        due_at=due_at,
        closes_at=closes_at,
        at_risk=standard.at_risk,
        ladder=tuple(step.after for step in standard.ladder),
        ambient=standard.ambient,
        alarmed_to=alarmed_to,
    )


def wake_at(row: Clocked, perform_at: datetime | None) -> datetime | None:
    """`next_at` of a duty: its first alarm not taken, or the moment when the system performs it, whichever is earlier."""
    if row.state is not DutyState.OPEN:
        return None
    moments = [moment for moment in (next_at(row), perform_at) if moment is not None]
    return min(moments) if moments else None
