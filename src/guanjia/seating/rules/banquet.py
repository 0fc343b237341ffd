"""Banquet tables (宴会): right-first even at home; and how many may keep a guest company."""

from math import cos, pi, sin

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import GUEST, HOST, Chart, NoChart, Place

LEAST, MOST = 4, 24
FEW_GUESTS = 10
ACROSS = 3
COMPANIONS = "meeting.reception_companions_small"
"""The law row that holds the ceiling of companions."""


def ranked_seats(seats: int) -> dict[tuple[str, int], int]:
    """Seats of a round table whose owner protocol names, by (side, number); seats count clockwise from the host's at 12.

    Host 12 o'clock, guest 1 at 11, guest 2 at 1, the second host at 6, guest 3 at 5, guest 4 at 7 on a table of twelve; on
    another the seats beside the two hosts. A small table has fewer.
    """
    if not LEAST <= seats <= MOST:
        raise NoChart(N_("A table has %(least)s to %(most)s seats."), least=LEAST, most=MOST)
    opposite = seats // 2
    wanted = [((HOST, 1), 0), ((GUEST, 1), seats - 1), ((GUEST, 2), 1), ((HOST, 2), opposite)]
    wanted += [((GUEST, 3), opposite - 1), ((GUEST, 4), opposite + 1)]
    found: dict[tuple[str, int], int] = {}
    for who, seat in wanted:
        if seat not in found.values():
            found[who] = seat
    return found


def table(seats: int, number: int = 1, *, centre: tuple[float, float] = (0.0, 0.0)) -> Chart:
    """One round table seen from above, the door at 6 o'clock; places without a number are free."""
    owner = {seat: who for who, seat in ranked_seats(seats).items()}
    radius = max(1.4, seats * 0.19)
    places = []
    for seat in range(seats):
        side, rank = owner.get(seat, ("", 0))
        angle = 2 * pi * seat / seats
        x, y = centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)
        places.append(Place(f"T{number}-{seat + 1}", rank, round(x, 3), round(y, 3), side, number))
    disc = ("disc", centre[0], centre[1], radius - 0.6, 0.0)
    return Chart(tuple(places), view="above", furniture=(disc,), chairs_stay=True, round_tables=True)


def tables(seats: list[int]) -> Chart:
    """Several round tables: the head table farthest from the door, the others behind it in rows of three about the middle."""
    charts, wide = [], 2 * max(1.4, max(seats) * 0.19) + 1.6
    for number, n in enumerate(seats, 1):
        back, across = divmod(number - 2, ACROSS) if number > 1 else (-1, 0)
        beside = min(ACROSS, len(seats) - 1 - ACROSS * back) if number > 1 else 1
        charts.append(table(n, number, centre=((across - (beside - 1) / 2) * wide, (back + 1) * wide)))
    places = tuple(place for chart in charts for place in chart.places)
    discs = tuple(f for c in charts for f in c.furniture)
    return Chart(places, "above", furniture=discs, chairs_stay=True, round_tables=True)


def companions_allowed(guests: int, few_companions: int) -> int:
    """How many may dine with so many official guests: up to ten guests `few_companions` (a law row), above ten a third of them."""
    return few_companions if guests <= FEW_GUESTS else guests // 3
