"""Documents in the register: where they are, how long they are kept (DOCS, W36)."""

from datetime import date

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class RecordClass(State):
    """What a document is (DOCS-001), with how long it is kept in years; 0 = for good."""

    years: int

    def __new__(cls, value: str, label: str, colour: str, years: int) -> "RecordClass":
        made = str.__new__(cls, value)
        made._value_, made.label, made.colour, made.years = value, label, colour, years
        return made

    OWNER = "owner", N_("Owners' papers"), "blue", 0
    NOTICE = "notice", N_("Notices and letters"), "teal", 3
    MINUTES = "minutes", N_("Minutes"), "indigo", 10
    REPAIR = "repair", N_("Repair records"), "orange", 5
    CONTRACT = "contract", N_("Contracts"), "red", 10
    INCOMING = "incoming", N_("Incoming papers"), "azure", 3
    FORM = "form", N_("Filled forms"), "secondary", 2


class Access(State):
    """Who may open it (DOCS-002). A state secret never enters (FIELD 1)."""

    OPEN = "open", N_("Everybody at work here"), "green"
    RESTRICTED = "restricted", N_("Managers and the archivist"), "orange"


class RecordState(State):
    """Where it is."""

    REGISTERED = "registered", N_("Registered"), "azure"
    OUT = "out", N_("Handed out"), "orange"
    ARCHIVED = "archived", N_("In the archive"), "green"
    LOST = "lost", N_("Original lost"), "red"
    DESTROYED = "destroyed", N_("Destroyed"), "secondary"


S = RecordState
RECORD_MOVES: dict[RecordState, frozenset[RecordState]] = {
    S.REGISTERED: frozenset({S.OUT, S.ARCHIVED, S.LOST}),
    S.OUT: frozenset({S.REGISTERED, S.ARCHIVED, S.OUT, S.LOST}),  # handed on: each hand leaves its line
    S.ARCHIVED: frozenset({S.OUT, S.DESTROYED, S.LOST}),
    S.LOST: frozenset({S.REGISTERED}),  # it turned up
    S.DESTROYED: frozenset(),
}
assert RECORD_MOVES.keys() == set(RecordState), "every state needs its row"


def kept_until(made_on: date, years: int) -> date | None:
    """The first day on which it may be destroyed; None = never. 29 February counts as 28."""
    if years == 0:
        return None
    try:
        return made_on.replace(year=made_on.year + years)
    except ValueError:
        return made_on.replace(year=made_on.year + years, day=28)


def may_destroy(until: date | None, held: bool, on: date) -> bool:
    """Whether its time is over and no legal hold keeps it (W36: retention ended but on legal hold)."""
    return until is not None and on >= until and not held
