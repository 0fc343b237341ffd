"""What modules bring to a rehearsal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from guanjia.foundation.rehearsal.estate import EVENT
from guanjia.foundation.rehearsal.stage import Stage
from guanjia.foundation.sites.public import Site


@dataclass(frozen=True)
class Invariant:
    """Something that must hold at the end.

    `broken(site)` reads tables, not the code under test, and names what broke.
    """

    name: str
    broken: Callable[[Site], list[str]]


@dataclass(frozen=True)
class Clockwork:
    """What the clock process does each time it wakes: `run`; `wakes` tells when it must next, None = never."""

    name: str
    run: Callable[[Stage], None]
    wakes: Callable[[Stage], datetime | None] = lambda stage: None


@dataclass(frozen=True)
class Troupe:
    """The actors of a module. `cast(stage)` brings people and plants their first deeds; `report(stage)` adds keys.

    `play` says where they act: ESTATE or EVENT of foundation.rehearsal.estate.
    """

    name: str
    cast: Callable[[Stage], None]
    report: Callable[[Stage], dict[str, object]] = field(default=lambda stage: {})
    play: str = EVENT


invariants: dict[str, Invariant] = {}
clockworks: dict[str, Clockwork] = {}
troupes: dict[str, Troupe] = {}


def add_invariant(invariant: Invariant) -> None:
    """Register; the same name again replaces."""
    invariants[invariant.name] = invariant


def add_clockwork(clockwork: Clockwork) -> None:
    """Register; they run in the order of registration."""
    clockworks[clockwork.name] = clockwork


def add_troupe(troupe: Troupe) -> None:
    """Register; they are cast in the order of registration."""
    troupes[troupe.name] = troupe
