"""Outage notices: water, power, gas, heating, lift, network (FIELD 23)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

AHEAD = timedelta(hours=24)
"""How long before a planned outage the people affected must know."""


class OutageKind(State):
    """What stops."""

    WATER = "water", N_("Water"), "azure"
    POWER = "power", N_("Power"), "yellow"
    GAS = "gas", N_("Gas"), "orange"
    HEAT = "heat", N_("Heating"), "red"
    LIFT = "lift", N_("Lift"), "indigo"
    NETWORK = "network", N_("Network"), "teal"


class OutageState(State):
    """Where it stands."""

    ANNOUNCED = "announced", N_("Notice given"), "orange"
    ENDED = "ended", N_("Back again"), "green"
    WITHDRAWN = "withdrawn", N_("Called off"), "secondary"


OUTAGE_MOVES: Mapping[OutageState, frozenset[OutageState]] = {
    OutageState.ANNOUNCED: frozenset({OutageState.ENDED, OutageState.WITHDRAWN}),
    OutageState.ENDED: frozenset(),
    OutageState.WITHDRAWN: frozenset(),
}


def is_short_notice(*, planned: bool, starts_at: datetime, at: datetime) -> bool:
    """Whether a planned outage is announced less than a day ahead; exactly a day is early enough."""
    return planned and starts_at - at < AHEAD


def refusal(*, planned: bool, starts_at: datetime, expected_end: datetime, at: datetime, reason_for_short: str) -> str:
    """Why it cannot be announced so, an English msgid; "" when it can."""
    if expected_end <= starts_at:
        return N_("The end must lie after the beginning.")
    if is_short_notice(planned=planned, starts_at=starts_at, at=at) and not reason_for_short.strip():
        return N_("A planned outage is announced at least 24 hours ahead. If that is impossible, say why.")
    return ""
