"""Renovation: from the owner's notice to the final check (民法典 945; FIELD 23), and what stops it (民法典 942)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class RenovationState(State):
    """Where a renovation stands."""

    TOLD = "told", N_("Notice received"), "azure"
    RETURNED = "returned", N_("Papers missing"), "orange"
    AGREED = "agreed", N_("Agreement signed"), "blue"
    WORKING = "working", N_("Under renovation"), "teal"
    STOPPED = "stopped", N_("Work stopped"), "red"
    CHECKING = "checking", N_("Waiting for the final check"), "purple"
    PASSED = "passed", N_("Final check passed"), "green"
    CLOSED = "closed", N_("Renovation closed"), "secondary"
    CANCELLED = "cancelled", N_("Given up"), "secondary"


S = RenovationState
RENOVATION_MOVES: Mapping[RenovationState, frozenset[RenovationState]] = {
    S.TOLD: frozenset({S.RETURNED, S.AGREED, S.CANCELLED}),
    S.RETURNED: frozenset({S.TOLD, S.CANCELLED}),
    S.AGREED: frozenset({S.WORKING, S.CANCELLED}),
    S.WORKING: frozenset({S.STOPPED, S.CHECKING}),
    S.STOPPED: frozenset({S.WORKING}),
    S.CHECKING: frozenset({S.WORKING, S.PASSED}),
    S.PASSED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CANCELLED: frozenset(),
}
VERBS: Mapping[tuple[RenovationState, RenovationState], str] = {
    (S.TOLD, S.RETURNED): "return",
    (S.RETURNED, S.TOLD): "tell_again",
    (S.TOLD, S.AGREED): "agree",
    (S.AGREED, S.WORKING): "begin",
    (S.WORKING, S.STOPPED): "stop",
    (S.STOPPED, S.WORKING): "resume",
    (S.WORKING, S.CHECKING): "finish",
    (S.CHECKING, S.WORKING): "send_back",
    (S.CHECKING, S.PASSED): "pass",
    (S.PASSED, S.CLOSED): "close",
}
BUTTONS: Mapping[str, str] = {
    "return": N_("Send it back for papers"),
    "tell_again": N_("The papers are complete"),
    "agree": N_("Sign the agreement"),
    "begin": N_("Let the work begin"),
    "resume": N_("Let the work go on"),
    "finish": N_("Ask for the final check"),
    "send_back": N_("Send it back to be put right"),
    "pass": N_("Pass the final check"),
    "close": N_("Close the renovation"),
    "cancel": N_("Give the renovation up"),
}
"""What a button says, as an English msgid: the verb, never the state that follows."""

NEEDS_REASON = frozenset({"return", "send_back", "cancel"})
OPEN = frozenset({S.AGREED, S.WORKING, S.STOPPED, S.CHECKING})


def verb_of(old: RenovationState, new: RenovationState) -> str:
    """The move's name in the journal and in standards."""
    return VERBS.get((old, new), "cancel")


class ViolationKind(State):
    """What a patrol finds. `structure` is forbidden to everybody (装饰装修管理办法 5); the others break the agreement."""

    STRUCTURE = "structure", N_("Load-bearing structure touched"), "red"
    WATERPROOF = "waterproof", N_("Bathroom or kitchen moved over living rooms"), "red"
    FACADE = "facade", N_("Outer wall or balcony changed"), "orange"
    GAS = "gas", N_("Gas pipe or meter moved"), "red"
    HOURS = "hours", N_("Noise outside the hours"), "orange"
    WASTE = "waste", N_("Rubble left in common parts"), "orange"
    FIRE = "fire", N_("Fire equipment blocked, no extinguisher"), "red"
    NO_PASS = "no_pass", N_("Workers without a pass"), "orange"


class ViolationState(State):
    """Where a violation stands: stopped, then put right or reported (民法典 942)."""

    FOUND = "found", N_("Found and stopped"), "red"
    REPORTED = "reported", N_("Reported to the authority"), "purple"
    CORRECTED = "corrected", N_("Put right"), "green"


VIOLATION_MOVES: Mapping[ViolationState, frozenset[ViolationState]] = {
    ViolationState.FOUND: frozenset({ViolationState.REPORTED, ViolationState.CORRECTED}),
    ViolationState.REPORTED: frozenset({ViolationState.CORRECTED}),
    ViolationState.CORRECTED: frozenset(),
}


class CommitteeWord(State):
    """What the owners' committee (业主委员会) said of a renovation that changes common parts."""

    OPEN = "open", N_("not said yet"), "orange"
    YES = "yes", N_("agreed"), "green"
    NO = "no", N_("refused"), "red"


class LetterKind(State):
    """The numbered papers of a renovation."""

    AGREEMENT = "agreement", N_("Renovation agreement"), "blue"
    STOP = "stop", N_("Notice to stop and put right"), "red"
    REPORT = "report", N_("Report to the authority"), "purple"
    ASSIST = "assist", N_("Letter asking to assist"), "purple"
    PASSED = "passed", N_("Record of the final check"), "green"


Spans = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When renovators may work, and when loudly, as spans of a day; on days off loudly only where the site says so."""

    work: Spans
    loud: Spans
    loud_on_days_off: bool = False


def parse_spans(text: str) -> Spans:
    """ "08:00-12:00 14:00-18:00" as pairs of times. Raises ValueError."""
    return tuple(
        (time.fromisoformat(first), time.fromisoformat(last))
        for first, _dash, last in (part.partition("-") for part in text.split())
    )


def may_work(hours: Hours, clock: time) -> bool:
    """Whether workers may be there at this time of day: the first minute counts, the last does not."""
    return _within(hours.work, clock)


def may_be_loud(hours: Hours, clock: time, *, day_off: bool) -> bool:
    """Whether drilling and hammering is allowed: in the loud hours, on days off only where the site says so (many cities
    forbid it by rule).
    """
    if day_off and not hours.loud_on_days_off:
        return False
    return may_work(hours, clock) and _within(hours.loud, clock)


def _within(spans: Spans, clock: time) -> bool:
    return any(first <= clock < last for first, last in spans)


def refusal_to_agree(
    *, touches_structure: bool, is_owner: bool, owner_consents: bool, touches_common: bool, committee: CommitteeWord
) -> str:
    """Why no agreement may be signed, an English msgid; "" when it may (FIELD 23, 装饰装修管理办法 5, 民法典 271, 278).

    Common parts are for all owners to decide; their committee brings the word. A no of the committee holds.
    """
    if touches_structure:
        return N_("Nobody may change load-bearing structure (住宅室内装饰装修管理办法 art. 5). No agreement is signed.")
    if not is_owner and not owner_consents:
        return N_("Somebody who rents needs the owner's consent. Look at it first.")
    if touches_common and committee is CommitteeWord.OPEN:
        return N_(
            "Common parts are for all owners to decide (民法典 art. 278). Wait for the word of the owners' committee."
        )
    if touches_common and committee is CommitteeWord.NO:
        return N_("The owners' committee said no. No agreement is signed for common parts (民法典 art. 278).")
    return ""


def stops_resuming(violations: Iterable[ViolationState]) -> bool:
    """Whether work may not go on: something is found and not put right, reported or not."""
    return any(state is not ViolationState.CORRECTED for state in violations)
