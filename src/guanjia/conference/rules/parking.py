"""How many cars come, and whether our own spaces take them (VENU-002, VENU-019)."""

PEOPLE_A_CAR = 3
"""Ours: the sources give no number."""


def cars_expected(*, said: int | None, headcount: int, asked: bool) -> int:
    """The number that the client said; else one car for every three people begun where parking was asked for."""
    if said is not None:
        return said
    return -(-headcount // PEOPLE_A_CAR) if asked else 0


def needs_plan(*, cars: int, spaces: int) -> bool:
    """Whether more cars come than we have spaces: then extra spaces, a shuttle or valets are arranged first."""
    return cars > spaces
