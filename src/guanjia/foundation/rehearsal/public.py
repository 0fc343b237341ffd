"""The door of rehearsals."""

from guanjia.foundation.rehearsal.cases import Case, Check, Played, Told, add_case, cases, tell, told_on
from guanjia.foundation.rehearsal.estate import ESTATE, EVENT, KEY, Estate, Home, estate_of
from guanjia.foundation.rehearsal.playing import broken_invariants, play, report
from guanjia.foundation.rehearsal.registry import (
    Clockwork,
    Invariant,
    Troupe,
    add_clockwork,
    add_invariant,
    add_troupe,
    clockworks,
    invariants,
    troupes,
)
from guanjia.foundation.rehearsal.stage import Stage

__all__ = [
    "ESTATE",
    "EVENT",
    "KEY",
    "Case",
    "Check",
    "Clockwork",
    "Estate",
    "Home",
    "Invariant",
    "Played",
    "Stage",
    "Told",
    "Troupe",
    "add_case",
    "add_clockwork",
    "add_invariant",
    "add_troupe",
    "broken_invariants",
    "cases",
    "clockworks",
    "estate_of",
    "invariants",
    "play",
    "report",
    "tell",
    "told_on",
    "troupes",
]
