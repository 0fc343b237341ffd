"""A shift is signed over by two people, face to face, when nothing hangs unspoken (W18, FPAT-009, TMPL-008)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class HandoverState(State):
    """Where a handover stands."""

    DRAFT = "draft", N_("Being written"), "azure"
    OFFERED = "offered", N_("Offered"), "indigo"
    QUESTIONED = "questioned", N_("Questioned"), "orange"
    ACCEPTED = "accepted", N_("Signed over"), "green"
    VOID = "void", N_("Void"), "secondary"


S = HandoverState
HANDOVER_MOVES: dict[HandoverState, frozenset[HandoverState]] = {
    S.DRAFT: frozenset({S.OFFERED, S.VOID}),
    S.OFFERED: frozenset({S.ACCEPTED, S.QUESTIONED}),
    S.QUESTIONED: frozenset({S.OFFERED, S.VOID}),
    S.ACCEPTED: frozenset(),
    S.VOID: frozenset(),
}
assert HANDOVER_MOVES.keys() == set(HandoverState), "every state needs its row"

OPEN_HANDOVER = frozenset({S.DRAFT, S.OFFERED, S.QUESTIONED})

VERB_OF_STATE = {S.OFFERED: "offer", S.QUESTIONED: "question", S.ACCEPTED: "hand_over", S.VOID: "void"}


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted: how many there should be, how many there are (None: nobody counted), and why they differ."""

    code: str
    expected: int
    found: int | None
    note: str = ""


def untold(hanging: Collection[str], told: Mapping[str, str]) -> list[str]:
    """Keys of the matters that hang and of which the leaving shift has said nothing: what is next, for each.

    A matter that was settled meanwhile hangs no longer and needs no word.
    """
    return [key for key in hanging if not told.get(key, "").strip()]


def unexplained(counts: Sequence[Count]) -> list[str]:
    """Codes of what was not counted, or is more or less than it should be without a word why."""
    return [
        each.code for each in counts if each.found is None or (each.found != each.expected and not each.note.strip())
    ]


def unheard(hanging: Collection[str], heard: Collection[str]) -> list[str]:
    """Keys of the matters that the coming shift has not ticked as heard and taken over."""
    return [key for key in hanging if key not in set(heard)]


def signs_alone(giver_id: int, taker_id: int) -> bool:
    """Whether one person signs both sides (W18: the same person signs both sides)."""
    return giver_id == taker_id
