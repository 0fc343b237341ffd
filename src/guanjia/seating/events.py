"""What seating tells the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reseated:
    """People of a plan changed chairs: cards, pouring, cars, gate and screens follow."""

    plan_id: int
    reseating_id: int
    moved: int
