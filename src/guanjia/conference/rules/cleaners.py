"""How many cleaners a meeting needs (CCLN-001)."""

from decimal import ROUND_CEILING, Decimal

AREA_PER_CLEANER = Decimal(500)
LARGE_FACTOR = Decimal("1.5")


def cleaners_needed(area_m2: Decimal, *, large: bool) -> int:
    """One cleaner per 500 m2 begun, half as many again for a large meeting, rounded up; at least one.

    Raises ValueError for an area that is negative.
    """
    if area_m2 < 0:
        raise ValueError("an area is negative")
    heads = (area_m2 / AREA_PER_CLEANER).to_integral_value(ROUND_CEILING)
    if large:
        heads = (heads * LARGE_FACTOR).to_integral_value(ROUND_CEILING)
    return max(int(heads), 1)
