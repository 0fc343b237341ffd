"""What is kept for others or lent out, and how it ends (CLOS-003..005, EQFT-013, W16)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

LOST_PROPERTY_KEPT = timedelta(days=90)
"""After this a thing nobody claimed goes to the disposal rule: a dated decision with a reason."""

STORAGE_DAYS = 7
"""A thing in storage stays no longer than this many days, counted from its receipt (PARC-004)."""


class ItemKind(State):
    """Why the house has the thing, or somebody has the house's."""

    LOST_PROPERTY = "lost_property", N_("Lost property"), "orange"
    EQUIPMENT_RETURN = "equipment_return", N_("Equipment handed out"), "blue"
    PARCEL = "parcel", N_("Parcel"), "azure"
    STORAGE = "storage", N_("Thing in storage"), "teal"
    LOAN = "loan", N_("Thing on loan"), "indigo"


class ItemState(State):
    """Where the thing is."""

    HELD = "held", N_("In custody"), "azure"
    OUT = "out", N_("Handed out"), "blue"
    RETURNED = "returned", N_("Given back"), "green"
    BROKEN = "broken", N_("Came back broken"), "red"
    DISPOSED = "disposed", N_("Disposed of"), "secondary"
    ASTRAY = "astray", N_("Handed to the wrong person"), "red"
    LOST = "lost", N_("Lost"), "red"
    REFUSED = "refused", N_("Not accepted"), "secondary"


S, K = ItemState, ItemKind
END: frozenset[ItemState] = frozenset()
KEPT_FOR_OTHERS = {
    S.HELD: frozenset({S.RETURNED, S.DISPOSED, S.LOST}),
    S.RETURNED: frozenset({S.ASTRAY}),  # it turned out later that the wrong one has it
    S.ASTRAY: frozenset({S.HELD, S.RETURNED, S.LOST}),
    S.LOST: frozenset({S.HELD}),  # it turned up again
    S.DISPOSED: END,
    S.REFUSED: END,
}
LENT_OUT = {
    S.OUT: frozenset({S.RETURNED, S.BROKEN}),
    S.BROKEN: frozenset({S.RETURNED, S.DISPOSED}),
    S.RETURNED: END,
    S.DISPOSED: END,
}
MOVES: Mapping[ItemKind, Mapping[ItemState, frozenset[ItemState]]] = {
    K.LOST_PROPERTY: {S.HELD: frozenset({S.RETURNED, S.DISPOSED}), S.RETURNED: END, S.DISPOSED: END},
    K.EQUIPMENT_RETURN: LENT_OUT,
    K.LOAN: LENT_OUT | {S.OUT: frozenset({S.RETURNED, S.BROKEN, S.LOST}), S.LOST: frozenset({S.RETURNED})},
    K.PARCEL: KEPT_FOR_OTHERS,
    K.STORAGE: KEPT_FOR_OTHERS,
}
assert MOVES.keys() == set(ItemKind), "every kind needs its table"

OPEN_ITEM = frozenset({S.HELD, S.OUT, S.BROKEN, S.ASTRAY})
FIRST_STATE = {K.LOST_PROPERTY: S.HELD, K.EQUIPMENT_RETURN: S.OUT, K.PARCEL: S.HELD, K.STORAGE: S.HELD, K.LOAN: S.OUT}
PREFIX = {
    K.LOST_PROPERTY: "YS",
    K.EQUIPMENT_RETURN: "JY",
    K.PARCEL: "KD",
    K.STORAGE: "JC",
    K.LOAN: "JW",
}


def moves_of(kind: ItemKind) -> Mapping[ItemState, frozenset[ItemState]]:
    """The table of the kind, with a row for every state: one that the kind never reaches leads nowhere."""
    return {state: MOVES[kind].get(state, END) for state in ItemState}


def may_dispose(kind: ItemKind, taken_at: datetime, at: datetime) -> bool:
    """Lost property may be disposed of when it has been kept its time; a broken thing at once.

    A thing in storage and a parcel: when the storage limit has passed (PARC-004, PARC-013).
    """
    if kind in {K.PARCEL, K.STORAGE}:
        return at - taken_at >= timedelta(days=STORAGE_DAYS)
    return kind is not ItemKind.LOST_PROPERTY or at - taken_at >= LOST_PROPERTY_KEPT


def lacks_signature(to: ItemState, signature: str) -> bool:
    """Whoever takes a thing back signs for it, whole or broken; nobody signs for a disposal."""
    return to in {S.RETURNED, S.BROKEN} and not signature.strip()
