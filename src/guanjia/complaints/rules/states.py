"""Where a complaint stands, how grave it is and what may become of it (W20, CMPL-001, CMPL-006..012)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class ComplaintState(State):
    """From the first word to the opinion sheet."""

    RECEIVED = "received", N_("Complaint received"), "red"
    CLASSIFIED = "classified", N_("Classified"), "orange"
    HANDLING = "handling", N_("Handled on the spot"), "blue"
    APPOINTED = "appointed", N_("Reply promised"), "yellow"
    PASSED = "passed", N_("With a department"), "indigo"
    ANSWERED = "answered", N_("Result told"), "azure"
    RAISED = "raised", N_("With the superior"), "purple"
    REFERRED = "referred", N_("Referred upwards"), "pink"
    SATISFIED = "satisfied", N_("Owner satisfied"), "teal"
    FILED = "filed", N_("Filed"), "secondary"
    INVALID = "invalid", N_("Not founded, explained"), "secondary"
    WITHDRAWN = "withdrawn", N_("Complaint withdrawn"), "secondary"


class Level(State):
    """The three levels with their limits in standards/complaints.yaml (CMPL-001)."""

    GENERAL = "general", N_("General complaint"), "azure"
    MAJOR = "major", N_("Major complaint"), "orange"
    CRISIS = "crisis", N_("Crisis"), "red"


GRAVER = {Level.GENERAL: 0, Level.MAJOR: 1, Level.CRISIS: 2}

S = ComplaintState
OPEN = frozenset(S) - {S.FILED, S.INVALID, S.WITHDRAWN}
WORKING = frozenset({S.CLASSIFIED, S.HANDLING, S.APPOINTED, S.PASSED, S.RAISED, S.REFERRED})
"""Where somebody of ours still owes a result."""

MOVES: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.RECEIVED: frozenset({S.CLASSIFIED, S.WITHDRAWN}),
    S.CLASSIFIED: frozenset({S.HANDLING, S.APPOINTED, S.PASSED, S.INVALID, S.WITHDRAWN}),
    S.HANDLING: frozenset({S.ANSWERED, S.APPOINTED, S.PASSED, S.INVALID, S.WITHDRAWN}),
    S.APPOINTED: frozenset({S.APPOINTED, S.ANSWERED, S.PASSED, S.REFERRED, S.INVALID, S.WITHDRAWN}),
    S.PASSED: frozenset({S.ANSWERED, S.APPOINTED, S.CLASSIFIED, S.RAISED, S.WITHDRAWN}),  # disowned: back to the owner
    S.ANSWERED: frozenset({S.SATISFIED, S.RAISED, S.FILED, S.WITHDRAWN}),  # filed at once only when nobody can be asked
    S.RAISED: frozenset({S.APPOINTED, S.PASSED, S.ANSWERED, S.REFERRED, S.WITHDRAWN}),
    S.REFERRED: frozenset({S.APPOINTED, S.PASSED, S.ANSWERED, S.WITHDRAWN}),
    S.SATISFIED: frozenset({S.FILED}),
    S.FILED: frozenset({S.CLASSIFIED}),  # opened again
    S.INVALID: frozenset({S.CLASSIFIED}),
    S.WITHDRAWN: frozenset({S.CLASSIFIED}),
}
assert MOVES.keys() == set(ComplaintState), "every state needs its row"

VERBS: dict[ComplaintState, str] = {
    S.RECEIVED: "receive",
    S.CLASSIFIED: "classify",
    S.HANDLING: "handle",
    S.APPOINTED: "appoint",
    S.PASSED: "pass_on",
    S.ANSWERED: "answer",
    S.RAISED: "raise",
    S.REFERRED: "refer",
    S.SATISFIED: "satisfy",
    S.FILED: "file",
    S.INVALID: "dismiss",
    S.WITHDRAWN: "withdraw",
}


def verb_of(old: ComplaintState, new: ComplaintState) -> str:
    """The name of a move as clocks and journal know it: what comes back from a department or an end is no first look."""
    if new is S.CLASSIFIED and old is S.PASSED:
        return "disown"
    if new is S.CLASSIFIED and old not in OPEN:
        return "reopen"
    return VERBS[new]


NEEDS_REASON = frozenset({"disown", "reopen", "dismiss", "withdraw", "raise", "refer"})


def may_become(old: Level, new: Level) -> bool:
    """A level is only ever raised: the limit keeps counting from the first receipt."""
    return GRAVER[new] > GRAVER[old]


BOUNCES = 2
"""So often a matter may be disowned; then the superior decides whose it is (首问负责)."""


def superior_decides(bounces: int) -> bool:
    """Whether no department may disown it any more."""
    return bounces >= BOUNCES
