"""What modules above know of an event and modules beside them need: places that guests ask for, sheets printed or saved.

Strangers on one floor meet here: who knows registers from apps.ready(), who needs asks. No names and no reasons pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

PlaceNeeds = Callable[[int], Mapping[int, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Printing:
    """Sheets of paper of one sort: a label (English msgid), how many were printed, how many were read on a screen instead,
    and the address of the rows behind it ("" when there is none)."""

    label: str
    printed: int
    saved: int
    url: str = ""


Printings = Callable[[int], list[Printing]]
_places: dict[str, PlaceNeeds] = {}
_printings: dict[str, Printings] = {}


def register_place_needs(code: str, of_event: PlaceNeeds) -> None:
    """Say which guests of an event (its id) need which place: guest id -> codes of "wheelchair", "aisle", "companion"."""
    _places[code] = of_event


def place_needs_of(event_id: int) -> dict[int, frozenset[str]]:
    """All that was registered, put together."""
    found: dict[int, frozenset[str]] = {}
    for of_event in _places.values():
        for guest, codes in of_event(event_id).items():
            found[guest] = found.get(guest, frozenset()) | codes
    return found


def register_printings(code: str, of_event: Printings) -> None:
    """Say how many sheets were printed and saved for an event (its id)."""
    _printings[code] = of_event


def printings_of(event_id: int) -> list[Printing]:
    """All that was registered, in the order of registration."""
    return [row for of_event in _printings.values() for row in of_event(event_id)]
