"""The four phases of a conference and the gate at the end of each (CONF-009..012)."""

from collections.abc import Sequence
from dataclasses import dataclass

from guanjia.conference.rules.states import BEFORE_START, ON, EventState
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

E = EventState


class Phase(State):
    """Planning, preparation, execution, summary; each ends at its gate."""

    PLANNING = "planning", N_("Planning"), "azure"
    PREPARATION = "preparation", N_("Getting ready"), "blue"
    EXECUTION = "execution", N_("Execution"), "green"
    SUMMARY = "summary", N_("Summing up"), "orange"


PHASES = tuple(Phase)
BEYOND = len(PHASES)


@dataclass(frozen=True)
class Lacking:
    """What is counted about an event, for its gates.

    `unconfirmed`, `unaccepted`: 1 while the client has not confirmed the needs, has not agreed to scheme and budget;
    `unissued`: 1 while no function sheet was issued; `undone`: duties before the start that are not done; `unplaced`: blocks
    whose room somebody else has; `unended`: blocks that are not over; `broken`: faults that still disturb; `unheard`:
    complaints that nobody has answered; `unfinished`: (English msgid, count) of what keeps the event from being closed.
    """

    unconfirmed: int = 0
    unaccepted: int = 0
    unissued: int = 0
    unplaced: int = 0
    unacknowledged: int = 0
    undone: int = 0
    unended: int = 0
    broken: int = 0
    unheard: int = 0
    unfinished: Sequence[tuple[str, int]] = ()


ASKED: dict[Phase, tuple[tuple[str, str], ...]] = {
    Phase.PLANNING: (
        ("unconfirmed", N_("The client has not confirmed the needs")),
        ("unaccepted", N_("Scheme and budget are not agreed")),
        ("unissued", N_("The function sheet is not issued")),
    ),
    Phase.PREPARATION: (
        ("unplaced", N_("Rooms that somebody else has")),
        ("unacknowledged", N_("Departments that have not signed for the sheet")),
        ("undone", N_("Duties before the start that are not done")),
    ),
    Phase.EXECUTION: (
        ("unended", N_("Meetings that are not over")),
        ("broken", N_("Faults that still disturb")),
        ("unheard", N_("Complaints that wait for an answer")),
    ),
    Phase.SUMMARY: (),
}
"""What the gate of each phase asks for; the last one asks for what `keeps_from` says of closing."""


def phase_of(state: EventState) -> int:
    """The number of the phase that an event of this state is in, from 0; BEYOND once it is closed."""
    if state in BEFORE_START:
        return PHASES.index(Phase.PREPARATION)
    if state in ON:
        return PHASES.index(Phase.EXECUTION)
    if state in {E.ENDED, E.RESTORING, E.SURVEYED}:
        return PHASES.index(Phase.SUMMARY)
    return BEYOND if state in {E.CLOSED, E.ARCHIVED} else 0


def missing(phase: Phase, lacking: Lacking) -> list[tuple[str, int]]:
    """What the gate of this phase still asks for: (English msgid, count); empty when it is open."""
    found = [(label, getattr(lacking, name)) for name, label in ASKED[phase] if getattr(lacking, name) > 0]
    return [*found, *lacking.unfinished] if phase is Phase.SUMMARY else found
