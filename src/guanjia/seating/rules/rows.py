"""Rows with a centre: the rostrum (主席台) and group photographs (合影). VIPP-022, FIELD 19."""

from collections.abc import Sequence
from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import GUEST, HOST, Certainty, Chart, NoChart, Place, keyed

MOST = 31
ROW_DEPTH = 1.6


class Variant(StrEnum):
    """Which way a row with a centre is counted."""

    A = "A"
    B = "B"
    C = "C"
    RIGHT_FIRST = "right_first"


def offset(rank: int, n: int, variant: Variant) -> float:
    """How far `rank` sits from the centre line, in seats, to the seated person's own left; `n` people in the row.

    Odd rows at home are left-first in every variant; among foreigners they are right-first. Of even rows A and C seat number 2
    on the left of number 1, B on the right; C leaves number 1 on the centre line.
    """
    left_first = rank / 2 if rank % 2 == 0 else -(rank - 1) / 2
    if n % 2:
        return -left_first if variant is Variant.RIGHT_FIRST else left_first
    if variant is Variant.C:
        return left_first
    return -(left_first - 0.5) if variant is Variant.B else left_first - 0.5


def audience_order(n: int, variant: Variant = Variant.A) -> list[int]:
    """The row as the audience reads it, left to right: what a seated person has at the left hand is drawn on the right."""
    return sorted(range(1, n + 1), key=lambda rank: offset(rank, n, variant))


def rostrum(rows: Sequence[int], variant: Variant = Variant.A) -> Chart:
    """A rostrum with so many people in each row, the front row first. Numbers run on from row to row.

    Even rows depend on the variant and are only as certain as it is; raises NoChart for an empty row or one above 31.
    """
    _check(rows)
    places, before = [], 0
    for row, n in enumerate(rows, 1):
        for rank in range(1, n + 1):
            places.append(Place("", before + rank, offset(rank, n, variant), -(row - 1) * ROW_DEPTH, row=row))
        before += n
    even = any(n % 2 == 0 for n in rows)
    sure = Certainty.MEDIUM if even and variant in (Variant.A, Variant.B, Variant.C) else Certainty.SURE
    wide = max(rows) / 2
    tables = tuple(("table", -wide, 0.55 - (row - 1) * ROW_DEPTH, 2 * wide, 0.35) for row in range(1, len(rows) + 1))
    return Chart(keyed(places), certainty=sure, furniture=tables)


def photo(rows: Sequence[int], variant: Variant = Variant.A) -> Chart:
    """A photograph at home: each row as the rostrum, the front row first; the camera is the audience."""
    chart = rostrum(rows, variant)
    return Chart(chart.places, view="camera", certainty=chart.certainty)


def foreign_photo(hosts: int, guests: int) -> Chart:
    """A photograph with foreign guests: host in the centre, first guest at the host's right, then by turns outwards (medium).

    Where one side has run out the other goes on. Raises NoChart without a host or a guest.
    """
    if not hosts or not guests:
        raise NoChart(N_("A photograph of two sides needs somebody of each."))
    _check([hosts + guests])
    left, given, places = {GUEST: guests, HOST: hosts}, {GUEST: 0, HOST: 0}, []
    for step in range(hosts + guests):
        distance = (step + 1) // 2
        wanted = GUEST if distance % 2 else HOST
        side = wanted if left[wanted] else (HOST if wanted == GUEST else GUEST)
        left[side] -= 1
        given[side] += 1
        places.append(Place("", given[side], distance * (-1 if step % 2 else 1), side=side))
    return Chart(keyed(places), view="camera", certainty=Certainty.MEDIUM)


def _check(rows: Sequence[int]) -> None:
    if not rows or any(n < 1 for n in rows):
        raise NoChart(N_("Every row needs at least one person."))
    if max(rows) > MOST:
        raise NoChart(N_("A row holds at most %(most)s: make another row."), most=MOST)
