"""The door of rehearsals."""

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
    "Clockwork",
    "Invariant",
    "Stage",
    "Troupe",
    "add_clockwork",
    "add_invariant",
    "add_troupe",
    "broken_invariants",
    "clockworks",
    "invariants",
    "play",
    "report",
    "troupes",
]
