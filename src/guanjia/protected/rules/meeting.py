"""Zones and passes, plans, rehearsals of an internal meeting."""

from collections.abc import Mapping

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

DOSSIER = "protected.dossier"


class Zone(State):
    """The rings of the meeting (CSEC-002, GOVT-002): the colour is that of the pass."""

    CORE = "core", N_("Core: the room itself"), "red"
    CONTROL = "control", N_("Controlled: corridor, service room"), "orange"
    OUTER = "outer", N_("Outer: hall and entrance"), "blue"


ENTERS: Mapping[Zone, frozenset[Zone]] = {
    Zone.CORE: frozenset({Zone.CORE, Zone.CONTROL, Zone.OUTER}),
    Zone.CONTROL: frozenset({Zone.CONTROL, Zone.OUTER}),
    Zone.OUTER: frozenset({Zone.OUTER}),
}
"""Which zones a pass opens."""
assert ENTERS.keys() == set(Zone), "every zone needs its row"


def opens(pass_zone: Zone, zone: Zone) -> bool:
    """Whether a pass of one zone opens the other."""
    return zone in ENTERS[pass_zone]


class Rank(State):
    """How much depends on the meeting, as the organiser says it."""

    ORDINARY = "ordinary", N_("Ordinary internal meeting"), "blue"
    HIGH = "high", N_("With leaders of the city or province"), "orange"
    HIGHEST = "highest", N_("Large or of the highest rank"), "red"


REHEARSALS: Mapping[Rank, int] = {Rank.ORDINARY: 1, Rank.HIGH: 2, Rank.HIGHEST: 3}
"""Rehearsals on site before the day (CHKL-018 "several times")."""
assert REHEARSALS.keys() == set(Rank), "every rank needs its number"


class PlanKind(State):
    """Which plan it is."""

    MAIN = "main", N_("Main plan"), "green"
    RESERVE = "reserve", N_("Reserve plan"), "orange"


RESERVES = 2
"""One main plan and several reserve plans (GOVT-006): at least so many."""


def missing_plans(kinds: list[PlanKind]) -> tuple[int, int]:
    """How many main and how many reserve plans are still missing."""
    return max(0, 1 - kinds.count(PlanKind.MAIN)), max(0, RESERVES - kinds.count(PlanKind.RESERVE))


def rehearsals_left(rank: Rank, held: int) -> int:
    """How many rehearsals without an open finding are still to be held."""
    return max(0, REHEARSALS[rank] - held)
