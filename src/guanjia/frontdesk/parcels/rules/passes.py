"""Gate passes for goods (物品放行条): who may ask, when one holds."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

HOLDS_FOR = timedelta(days=1)
LONGEST = timedelta(days=3)
"""A pass holds no longer than this from its first moment."""


class PassState(State):
    """Where a pass is."""

    REQUESTED = "requested", N_("Waits for the owner's consent"), "orange"
    APPROVED = "approved", N_("Holds"), "green"
    USED = "used", N_("Left through the gate"), "blue"
    EXPIRED = "expired", N_("Expired"), "secondary"
    REFUSED = "refused", N_("Refused"), "red"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"


P = PassState
PASS_MOVES: Mapping[PassState, frozenset[PassState]] = {
    P.REQUESTED: frozenset({P.APPROVED, P.REFUSED, P.CANCELLED, P.EXPIRED}),
    P.APPROVED: frozenset({P.USED, P.EXPIRED, P.CANCELLED}),
    P.USED: frozenset(),
    P.EXPIRED: frozenset(),
    P.REFUSED: frozenset(),
    P.CANCELLED: frozenset(),
}


def needs_consent(relation: str) -> bool:
    """Whether the owner must agree first: everybody's goods but the owner's own."""
    return relation not in {"owner", "co_owner"}


def holds(valid_from: datetime, valid_until: datetime, at: datetime) -> bool:
    """Whether the gate lets the goods out at this moment."""
    return valid_from <= at < valid_until


def is_span_allowed(valid_from: datetime, valid_until: datetime) -> bool:
    """Whether a pass may hold for so long."""
    return timedelta() < valid_until - valid_from <= LONGEST
