"""What somebody may ask of the house and what may become of it (W19)."""

from datetime import timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class RequestState(State):
    """Where a request stands. Closed is the word of whoever asked, or a supervisor's after calls that nobody answered."""

    NEW = "new", N_("New"), "azure"
    ACKNOWLEDGED = "acknowledged", N_("Looked after"), "blue"
    DISPATCHED = "dispatched", N_("Dispatched"), "indigo"
    IN_PROGRESS = "in_progress", N_("In progress"), "green"
    ON_HOLD = "on_hold", N_("On hold"), "yellow"
    COMPLETED = "completed", N_("Completed"), "teal"
    VERIFIED = "verified", N_("Verified"), "teal"
    CLOSED = "closed", N_("Closed"), "secondary"
    REOPENED = "reopened", N_("Reopened"), "orange"
    DECLINED = "declined", N_("Not taken on"), "secondary"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"
    MERGED = "merged", N_("Merged"), "secondary"


class Category(State):
    """What kind of word it is."""

    REPAIR = "repair", N_("Repair"), "blue"
    REPORT = "report", N_("Report"), "azure"
    COMPLAINT = "complaint", N_("Complaint"), "orange"
    SUGGESTION = "suggestion", N_("Suggestion"), "teal"
    ENQUIRY = "enquiry", N_("Question"), "secondary"
    COMPLIMENT = "compliment", N_("Compliment"), "green"


class Channel(State):
    """The way it came in."""

    COUNTER = "counter", N_("Counter"), "blue"
    CALL = "call", N_("Call"), "blue"
    PORTAL = "portal", N_("Portal"), "teal"
    QR = "qr", N_("Label on the thing"), "teal"
    EMAIL = "email", N_("E-mail"), "azure"
    GROUP = "group", N_("Group chat"), "green"
    STAFF = "staff", N_("Staff"), "secondary"
    API = "api", N_("Another system"), "secondary"
    IMPORT = "import", N_("Import"), "secondary"


class Word(State):
    """Whose word closed it; a request without one is not closed."""

    COUNTER = "counter", N_("Said so at the counter"), "green"
    SIGNATURE = "signature", N_("Signed by the owner"), "green"
    CODE = "code", N_("Told the code"), "green"
    PORTAL = "portal", N_("Confirmed in the portal"), "green"
    CALL_BACK = "call_back", N_("Said so when called back"), "green"
    INCIDENT = "incident", N_("Told of the incident's end"), "teal"
    UNREACHED = "unreached", N_("Not reached, supervisor closed"), "yellow"
    HISTORY = "history", N_("Closed in the old system"), "secondary"


class QuoteState(State):
    """What became of an offer."""

    OFFERED = "offered", N_("On offer"), "azure"
    ACCEPTED = "accepted", N_("Accepted"), "green"
    REFUSED = "refused", N_("Refused"), "secondary"


class MailOutcome(State):
    """What became of an e-mail."""

    TAKEN = "taken", N_("Became a request"), "green"
    ADDED = "added", N_("Put with its request"), "teal"
    MACHINE = "machine", N_("Written by a machine"), "secondary"
    TOO_MANY = "too_many", N_("Too many from one address"), "orange"
    EMPTY = "empty", N_("Says nothing"), "secondary"
    MARKED = "marked", N_("Refused for its marking"), "red"


class Outcome(State):
    """What a call-back heard."""

    SATISFIED = "satisfied", N_("Satisfied"), "green"
    DISSATISFIED = "dissatisfied", N_("Dissatisfied"), "red"
    NO_ANSWER = "no_answer", N_("No answer"), "yellow"


class HoldReason(State):
    """What a request waits for; its clocks stand still meanwhile."""

    PART = "part", N_("A part is missing"), "yellow"
    OWNER = "owner", N_("Waiting for the owner"), "yellow"
    ACCESS = "access", N_("No access to the home"), "yellow"
    QUOTE = "quote", N_("The quote is not accepted yet"), "yellow"
    THIRD_PARTY = "third_party", N_("Waiting for somebody outside"), "yellow"


S = RequestState
_END = frozenset({S.CANCELLED, S.MERGED})
REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    S.NEW: frozenset({S.ACKNOWLEDGED, S.DISPATCHED, S.COMPLETED, S.DECLINED}) | _END,
    S.ACKNOWLEDGED: frozenset({S.DISPATCHED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETED, S.DECLINED}) | _END,
    S.DISPATCHED: frozenset({S.ACKNOWLEDGED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETED}) | _END,
    S.IN_PROGRESS: frozenset({S.DISPATCHED, S.ON_HOLD, S.COMPLETED}) | _END,
    S.ON_HOLD: frozenset({S.ACKNOWLEDGED, S.DISPATCHED, S.IN_PROGRESS}) | _END,
    S.COMPLETED: frozenset({S.VERIFIED, S.CLOSED, S.REOPENED}),
    S.VERIFIED: frozenset({S.CLOSED, S.REOPENED}),
    S.CLOSED: frozenset({S.REOPENED}),
    S.REOPENED: frozenset({S.ACKNOWLEDGED, S.DISPATCHED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETED}) | _END,
    S.DECLINED: frozenset(),
    S.CANCELLED: frozenset(),
    S.MERGED: frozenset(),
}
assert REQUEST_MOVES.keys() == set(RequestState), "every state needs its row"

OPEN_REQUEST = frozenset(RequestState) - {S.CLOSED, S.DECLINED, S.CANCELLED, S.MERGED}
"""Somebody still waits for us."""
WORKED_ON = OPEN_REQUEST - {S.COMPLETED, S.VERIFIED}
"""The work itself is not done yet."""

VERB_OF_STATE = {
    S.ACKNOWLEDGED: "acknowledge",
    S.DISPATCHED: "dispatch",
    S.IN_PROGRESS: "begin",
    S.ON_HOLD: "hold",
    S.COMPLETED: "complete",
    S.VERIFIED: "verify",
    S.CLOSED: "close",
    S.REOPENED: "reopen",
    S.DECLINED: "decline",
    S.CANCELLED: "cancel",
    S.MERGED: "merge",
}
MUST_SAY_WHY = frozenset({"hold", "decline", "cancel", "reopen"})

CALLS_BEFORE_GIVING_UP = 3
SUPERVISOR_AT_REOPENING = 2
SAME_FAULT_WITHIN = timedelta(hours=4)
CONFIRM_CODE_DIGITS = 6

FIVE_TREASURES = (
    N_("Shoe covers"),
    N_("Rag"),
    N_("Small brush"),
    N_("Work-table cloth"),
    N_("Small dustpan"),
)
"""上门维修五件宝 (REPR-010): carried to every home, ticked before the door."""


def request_verb(old: RequestState, new: RequestState) -> str:
    """The name of a move, as timers and journal know it: whatever leaves a hold is a resume, back from work is a return."""
    if old is S.ON_HOLD and new not in _END:
        return "resume"
    if old is S.DISPATCHED and new is S.ACKNOWLEDGED:
        return "give_back"
    return VERB_OF_STATE[new]


def says_too_little(verb: str, reason: str) -> bool:
    """Whether the move must say why and does not."""
    return verb in MUST_SAY_WHY and not reason.strip()


def may_give_up(missed_calls: int) -> bool:
    """Whether so many calls without answer let a supervisor close it (owner unreachable, W19)."""
    return missed_calls >= CALLS_BEFORE_GIVING_UP


def tells_supervisor(reopened_count: int) -> bool:
    """Whether the supervisor hears of this reopening: the second and every further one."""
    return reopened_count >= SUPERVISOR_AT_REOPENING


def missing_treasures(ticked: frozenset[str] | set[str]) -> tuple[str, ...]:
    """Which of the five are not with the technician (REPR-010)."""
    return tuple(each for each in FIVE_TREASURES if each not in ticked)
