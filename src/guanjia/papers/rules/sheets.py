"""What may become of a filled form: nothing is altered once it is signed (TMPL-004)."""

from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class SheetState(State):
    """Where a numbered form stands."""

    RESERVED = "reserved", N_("Reserved, blank"), "azure"
    FILLED = "filled", N_("Filled in"), "blue"
    SIGNED = "signed", N_("Signed and filed"), "green"
    VOID = "void", N_("Void"), "secondary"


S = SheetState
SHEET_MOVES: dict[SheetState, frozenset[SheetState]] = {
    S.RESERVED: frozenset({S.FILLED, S.VOID}),
    S.FILLED: frozenset({S.SIGNED, S.VOID}),
    S.SIGNED: frozenset(),  # never altered: a correction is another sheet
    S.VOID: frozenset(),
}
assert SHEET_MOVES.keys() == set(SheetState), "every state needs its row"

VERB_OF_STATE = {S.FILLED: "fill", S.SIGNED: "sign", S.VOID: "void"}


def may_alter(state: SheetState) -> bool:
    """Whether what stands on it may still be changed (TMPL-004: no alterations once it is signed)."""
    return state in {S.RESERVED, S.FILLED}


def keep_until(made_at: datetime, keep_days: int | None) -> datetime | None:
    """When it may be cleared; None = kept for good."""
    return None if keep_days is None else made_at + timedelta(days=keep_days)


def may_clear(until: datetime | None, held: bool, at: datetime) -> bool:
    """Whether its time is over and nobody holds it."""
    return until is not None and at >= until and not held
