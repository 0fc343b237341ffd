"""Seats in cars (乘车)."""

from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import Certainty, Chart, NoChart, Place


class Car(StrEnum):
    """What drives, and who drives it."""

    CHAUFFEUR = "chauffeur"
    HOST_DRIVES = "host_drives"
    COASTER = "coaster"
    SEVEN = "seven"


SEVEN_ORDERS: dict[str, tuple[str, ...]] = {
    "middle_first": ("M-right", "M-left", "B-right", "B-left", "B-middle", "F-right"),
    "middle_left_first": ("M-left", "M-right", "B-right", "B-left", "B-middle", "F-right"),
    "front_third": ("M-right", "M-left", "F-right", "B-right", "B-left", "B-middle"),
}
"""Orders that sites use for seven seats; no source decides, so a site sets one (seating.seven_seater)."""

SPOTS = {
    "F-right": (0.5, 0.0), "M-left": (-0.5, 1.1), "M-right": (0.5, 1.1), "R-left": (-0.5, 1.1), "R-right": (0.5, 1.1),
    "B-left": (-0.7, 2.2), "B-middle": (0.0, 2.2), "B-right": (0.7, 2.2),
}  # fmt: skip
"""Where a seat lies, seen from above, the car driving up the page; the driver sits on the left."""

SEDANS: dict[Car, tuple[str, ...]] = {
    Car.CHAUFFEUR: ("R-right", "R-left", "F-right"),
    Car.HOST_DRIVES: ("F-right", "R-right", "R-left"),
}
COASTER_ROWS, COASTER_COLUMNS = 5, ("left-window", "left-aisle", "right")


def car(kind: Car, seven: str = "", number: int = 1) -> Chart:
    """The seats of one car by number. A seven-seater raises NoChart until a site has set its order: no source decides it."""
    if kind is Car.COASTER:
        return _coaster(number)
    if kind is Car.SEVEN:
        if seven not in SEVEN_ORDERS:
            raise NoChart(
                N_("Sources disagree on a car of seven seats: set your order in the settings of the site first.")
            )
        seats, certainty = SEVEN_ORDERS[seven], Certainty.UNSURE
    else:
        seats, certainty = SEDANS[kind], Certainty.SURE
    places = tuple(
        Place(f"C{number}-{seat}", rank, *SPOTS[seat], row=number, kind="seat") for rank, seat in enumerate(seats, 1)
    )
    return Chart(places, "above", certainty, (("wheel", -0.5, 0.0, 0.5, 0.5), *_body(kind)), chairs_stay=True)


def _body(kind: Car) -> tuple[tuple[str, float, float, float, float], ...]:
    return (("car", -1.1, -1.0, 2.2, 4.0 if kind is Car.SEVEN else 3.0),)


def _coaster(number: int) -> Chart:
    """A coaster: number 1 in the first row behind the driver at the window, then row by row (medium)."""
    spots = {"left-window": -1.0, "left-aisle": -0.2, "right": 1.0}
    places: list[Place] = []
    for row in range(1, COASTER_ROWS + 1):
        for column in COASTER_COLUMNS:
            rank = len(places) + 1
            places.append(Place(f"C{number}-{row}-{column}", rank, spots[column], float(row) * 1.1, row=number))
    frame = (("wheel", -1.0, 0.0, 0.5, 0.5), ("car", -1.6, -0.9, 3.2, COASTER_ROWS * 1.1 + 1.6))
    return Chart(tuple(places), "above", Certainty.MEDIUM, frame, chairs_stay=True)
