"""What modules above know of an event and modules beside them need: places that guests ask for, sheets printed or saved,
halls that were drawn.

Strangers on one floor meet here: who knows registers from apps.ready(), who needs asks. No names and no reasons pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True, slots=True)
class DrawnSeat:
    """A seat of a drawn hall: what stands on it, its row from the front (or table), its column from the audience's left,
    metres from the left and from the front, and the part between two aisles (or the table) that it belongs to."""

    label: str
    row: int
    column: int
    x_m: float
    y_m: float
    zone: str
    wheelchair: bool
    aisle: bool


@dataclass(frozen=True)
class DrawnHall:
    """A layout whose seats somebody may be given: `key` names it, `rev` grows when a seat of it moves. `block_id` None: it is
    meant for all meetings of the event in the room. `draw` is asked only when somebody wants the seats: a hall has thousands."""

    key: str
    label: str
    room_id: int
    block_id: int | None
    rev: int
    url: str
    draw: Callable[[], tuple[DrawnSeat, ...]]

    @cached_property
    def seats(self) -> tuple[DrawnSeat, ...]:
        """The seats, row by row."""
        return self.draw()


DrawnHalls = Callable[[int], list[DrawnHall]]
_halls: dict[str, DrawnHalls] = {}
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


def register_drawn_halls(code: str, of_event: DrawnHalls) -> None:
    """Say which halls were drawn for an event (its id), the one to be set up first."""
    _halls[code] = of_event


def drawn_halls_of(event_id: int) -> list[DrawnHall]:
    """All that was registered, in the order of registration."""
    return [hall for of_event in _halls.values() for hall in of_event(event_id)]
