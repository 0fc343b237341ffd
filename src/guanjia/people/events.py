"""What people announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """A user lost a role at a site. `left`: it was the last one there, so every post of theirs falls vacant."""

    user_id: int
    site_id: int
    role: str
    left: bool


@dataclass(frozen=True, slots=True)
class MembershipBegan:
    """A user got a role at a site."""

    user_id: int
    site_id: int
    role: str


@dataclass(frozen=True, slots=True)
class OccupancyBegan:
    """A dated relation of a person to a unit was entered; it may begin later (see Occupancy.since)."""

    occupancy_id: int
    site_id: int
    unit_id: int
    person_id: int
    relation: str


@dataclass(frozen=True, slots=True)
class OccupancyEnded:
    """A relation ends: `until` is the first day it no longer holds, which may lie ahead.

    `left`: from that day the person has no relation to the unit that makes a host: cards, passes and codes there end.
    """

    occupancy_id: int
    site_id: int
    unit_id: int
    person_id: int
    relation: str
    until: date
    left: bool
