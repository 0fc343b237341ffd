"""Changes by hand: seats moved, taken away, added. What is out of the ordinary is refused before anything is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.geometry import bounds
from guanjia.layouts.rules.hall import Hall
from guanjia.layouts.rules.plan import Place, Plan, Seat

MOST_SEATS = 6000
UNREADABLE = N_("The positions of the seats could not be read.")
UNKNOWN = N_("Seat %(seat)s is not in this layout.")
OUTSIDE = N_("Seat %(seat)s would stand outside the room.")
TOO_MANY_SEATS = N_("A layout holds at most %(most)s seats.")


class BadEdit(Exception):
    """An edit that cannot be carried out: an English msgid with its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def edited(hall: Hall, plan: Plan, edit: Mapping[str, Any]) -> Plan:
    """The plan after `edit`: moved {id: [x, y]} or [x, y, facing], removed [id], added [[x, y, facing]]. Raises BadEdit."""
    try:
        moved = {str(key): [float(v) for v in value] for key, value in dict(edit.get("moved", {})).items()}
        removed = {str(key) for key in edit.get("removed", ())}
        added = [[float(v) for v in each] for each in edit.get("added", ())]
        bad = any(len(v) not in (2, 3) or not all(map(isfinite, v)) for v in (*moved.values(), *added))
    except (TypeError, ValueError) as error:
        raise BadEdit(UNREADABLE) from error
    if bad:
        raise BadEdit(UNREADABLE)
    known = {seat.id for seat in plan.seats}
    for key in (*moved, *removed):
        if key not in known:
            raise BadEdit(UNKNOWN, seat=key)
    seats = [_put(seat, moved[seat.id]) if seat.id in moved else seat for seat in plan.seats if seat.id not in removed]
    seats += _new(known, added)
    if len(seats) > MOST_SEATS:
        raise BadEdit(TOO_MANY_SEATS, most=MOST_SEATS)
    left, top, right, bottom = bounds(hall.outline)
    for seat in seats:
        if not (left <= seat.x <= right and top <= seat.y <= bottom):
            raise BadEdit(OUTSIDE, seat=seat.id)
    return replace(plan, seats=tuple(seats))


def _put(seat: Seat, to: Sequence[float]) -> Seat:
    return replace(seat, x=to[0], y=to[1], facing=to[2] % 360 if len(to) == 3 else seat.facing)


def _new(known: set[str], added: Sequence[Sequence[float]]) -> list[Seat]:
    made, number = [], 0
    for each in added:
        number += 1
        while f"+{number}" in known:
            number += 1
        facing = each[2] % 360 if len(each) == 3 else 0.0
        made.append(Seat(f"+{number}", each[0], each[1], facing, Place.SEAT, f"+{number}"))
    return made
