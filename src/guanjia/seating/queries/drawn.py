"""Where the seats of a floor plan come from: a layout that was drawn for the event, as it stands now."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from guanjia.conference.public import DrawnHall, drawn_halls_of
from guanjia.seating.models import SeatPlan, Wish


@dataclass(frozen=True)
class Origin:
    """The layout whose seats a plan took. `hall` is None when it was dropped, `newer` when it was changed since."""

    label: str
    hall: DrawnHall | None
    newer: bool


def hall_named(event_id: int, key: str) -> DrawnHall | None:
    """The drawn hall of this key at the event."""
    return next((hall for hall in drawn_halls_of(event_id) if hall.key == key), None)


def options_from(hall: DrawnHall) -> dict[str, Any]:
    """What a plan keeps of a drawn hall: its seats, and which layout at which revision they are."""
    return {
        "drawn": [list(astuple(seat)) for seat in hall.seats],
        "layout": {"key": hall.key, "label": hall.label, "rev": hall.rev},
    }


def origin_of(plan: SeatPlan) -> Origin | None:
    """Where the seats come from; None for plain rows."""
    kept = plan.options.get("layout")
    if not kept:
        return None
    hall = hall_named(plan.event_id, kept["key"])
    return Origin(kept["label"], hall, hall is not None and hall.rev != kept["rev"])


def wished_places(event_id: int) -> Mapping[int, frozenset[str]]:
    """Places that were noted here for one person, in the codes of conference.register_place_needs."""
    kinds = {Wish.Kind.AISLE: "aisle", Wish.Kind.WHEELCHAIR: "wheelchair"}
    found: dict[int, frozenset[str]] = {}
    for kind, guest in Wish.objects.filter(event=event_id, other=None).values_list("kind", "one_id"):
        if kind in kinds:
            found[guest] = found.get(guest, frozenset()) | {kinds[kind]}
    return found
