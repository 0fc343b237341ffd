"""Seats of a hall floor: plain rows in parts between aisles, unless the layout of the room gives its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import Chart, NoChart, Place

PITCH, DEPTH, AISLE = 0.55, 0.95, 1.2
"""Metres from seat to seat, from row to row, and the width of an aisle, of the plain hall."""

MOST_SEATS = 5000


@dataclass(frozen=True)
class Seat:
    """One seat: what is written on it, its row and column from the stage and from the audience's left, where it stands in
    metres, and the part of the hall between two aisles it belongs to. `wheelchair` and `aisle` say what it is good for."""

    label: str
    row: int
    column: int
    x_m: float
    y_m: float
    zone: str
    wheelchair: bool = False
    aisle: bool = False


def plain_hall(rows: int, parts: Sequence[int], wheelchair_rows: Iterable[int] = ()) -> tuple[Seat, ...]:
    """Rows of equal length, divided by aisles into parts of so many seats; labels like 12-07.

    Raises NoChart for nothing, or more than 5,000 seats. The outer seats of `wheelchair_rows` are places for wheelchairs.
    """
    if rows < 1 or not parts or any(part < 1 for part in parts):
        raise NoChart(N_("A hall has at least one row and one seat in each part."))
    if rows * sum(parts) > MOST_SEATS:
        raise NoChart(N_("A hall has at most %(most)s seats."), most=MOST_SEATS)
    return _plain(rows, tuple(parts), frozenset(wheelchair_rows))


@lru_cache(maxsize=16)
def _plain(rows: int, parts: tuple[int, ...], wheelchair_rows: frozenset[int]) -> tuple[Seat, ...]:
    seats = []
    for row in range(1, rows + 1):
        column, x = 0, 0.0
        for zone, n in enumerate(parts):
            for place in range(n):
                column += 1
                edge = place in (0, n - 1)
                outer = (zone == 0 and place == 0) or (zone == len(parts) - 1 and place == n - 1)
                seats.append(
                    Seat(f"{row:02}-{column:02}", row, column, round(x, 3), round(row * DEPTH, 3), "ABCDEFGHIJ"[zone % 10],
                         outer and row in wheelchair_rows, edge)
                )  # fmt: skip
                x += PITCH
            x += AISLE - PITCH
    return tuple(seats)


def seats_of(options: Mapping[str, Any]) -> tuple[Seat, ...]:
    """The seats that a plan's options describe: its own list from a drawn layout, else a plain hall."""
    drawn = options.get("drawn")
    if drawn:
        return tuple(Seat(*seat) for seat in drawn)
    return plain_hall(
        int(options.get("rows_n") or 10), options.get("parts") or [10, 10], options.get("wheelchair") or ()
    )


def _unit(seats: Sequence[Seat]) -> float:
    """Metres that are drawn as one step: seats of a drawn layout may stand closer than those of the plain hall."""
    gaps = [b.x_m - a.x_m for a, b in pairwise(seats) if a.row == b.row and abs(a.y_m - b.y_m) < DEPTH / 2]
    return min([PITCH, *(gap for gap in gaps if gap > PITCH / 2)])


def floor_chart(options: Mapping[str, Any]) -> Chart:
    """The hall as a chart: places named by their labels, without numbers."""
    seats = seats_of(options)
    wide, unit = max(seat.x_m for seat in seats), _unit(seats)
    places = tuple(
        Place(
            seat.label,
            0,
            seat.x_m / unit,
            seat.y_m / unit,
            row=seat.row,
            kind="wheelchair" if seat.wheelchair else "seat",
        )
        for seat in seats
    )
    stage = ("stage", wide / unit * 0.2, -2.2, wide / unit * 0.6, 1.6)
    return Chart(places, "above", furniture=(stage,), chairs_stay=True)
