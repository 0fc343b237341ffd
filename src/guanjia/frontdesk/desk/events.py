"""What the counter tells the rest of the house. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UrgentCall:
    """A caller used a word that cannot wait; `meaning` is fire, gas, leak, trapped, medical, security or lost."""

    call_id: int
    meaning: str


@dataclass(frozen=True, slots=True)
class CallMissed:
    """Nobody answered a call."""

    call_id: int


@dataclass(frozen=True, slots=True)
class QuickCaseOpened:
    """Something of the first row has happened: a car in the way, a rescue."""

    case_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class QuickCaseSettled:
    """A quick case is over."""

    case_id: int
    kind: str
