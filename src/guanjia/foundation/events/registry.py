"""Which functions receive which event."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from guanjia.foundation.journal.public import Entry, event_kind

Receive = Callable[[Any, Entry], Any]


@dataclass(frozen=True, slots=True)
class Receiver:
    """A registered receiver. `inline` ones are called right after the writer's commit, others by the clock."""

    name: str
    event_class: type
    function: Receive
    inline: bool


_by_kind: dict[str, dict[str, Receiver]] = {}


def receives(event_class: type, *, inline: bool = True) -> Callable[[Receive], Receive]:
    """Register `function(event, entry)` for an event class, in a module's receivers.py (found by itself).

    It runs in a transaction of its own that also marks the delivery: its effect happens exactly once. The moment to
    act at is `entry.at`. Let it raise to be tried again later. One function may receive several events.
    `inline=False` leaves it to the clock, for events that come by the hundred a second.
    """

    def take(function: Receive) -> Receive:
        name = f"{function.__module__.removeprefix('guanjia.')}.{function.__qualname__}"
        found = Receiver(name, event_class, function, inline)
        _by_kind.setdefault(event_kind(event_class), {})[name] = found
        return function

    return take


def receivers_of(kind: str) -> list[Receiver]:
    """The receivers of an event kind, in the order of registration."""
    return list(_by_kind.get(kind, {}).values())


def find(kind: str, name: str) -> Receiver | None:
    """The receiver of that name; None when the code no longer has it."""
    return _by_kind.get(kind, {}).get(name)


_public_kinds: dict[str, str] = {}


def announce(event_class: type, label: str) -> None:
    """Offer an event to webhooks under an English label, from apps.ready().

    Its fields leave the house: ids, no names.
    """
    _public_kinds[event_kind(event_class)] = label


def announced() -> dict[str, str]:
    """The kinds that webhooks may ask for, with their English labels, by kind."""
    return dict(sorted(_public_kinds.items()))
