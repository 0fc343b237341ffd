"""What is kept for others or lent out, and how it ends (CLOS-003..005, EQFT-013)."""

from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

LOST_PROPERTY_KEPT = timedelta(days=90)
"""After this a thing nobody claimed goes to the disposal rule: a dated decision with a reason."""


class ItemKind(State):
    """Why the house has the thing, or somebody has the house's."""

    LOST_PROPERTY = "lost_property", N_("Lost property"), "orange"
    EQUIPMENT_RETURN = "equipment_return", N_("Equipment handed out"), "blue"


class ItemState(State):
    """Where the thing is."""

    HELD = "held", N_("In custody"), "azure"
    OUT = "out", N_("Handed out"), "blue"
    RETURNED = "returned", N_("Given back"), "green"
    BROKEN = "broken", N_("Came back broken"), "red"
    DISPOSED = "disposed", N_("Disposed of"), "secondary"


S = ItemState
ITEM_MOVES: dict[ItemState, frozenset[ItemState]] = {
    S.HELD: frozenset({S.RETURNED, S.DISPOSED}),  # lost property
    S.OUT: frozenset({S.RETURNED, S.BROKEN}),  # equipment
    S.BROKEN: frozenset({S.RETURNED, S.DISPOSED}),
    S.RETURNED: frozenset(),
    S.DISPOSED: frozenset(),
}
assert ITEM_MOVES.keys() == set(ItemState), "every state needs its row"

OPEN_ITEM = frozenset({S.HELD, S.OUT, S.BROKEN})
FIRST_STATE = {ItemKind.LOST_PROPERTY: S.HELD, ItemKind.EQUIPMENT_RETURN: S.OUT}


def may_dispose(kind: ItemKind, taken_at: datetime, at: datetime) -> bool:
    """Lost property may be disposed of when it has been kept its time; a broken thing at once."""
    return kind is not ItemKind.LOST_PROPERTY or at - taken_at >= LOST_PROPERTY_KEPT


def lacks_signature(to: ItemState, signature: str) -> bool:
    """Whoever takes a thing back signs for it, whole or broken; nobody signs for a disposal."""
    return to in {S.RETURNED, S.BROKEN} and not signature.strip()
