"""What visitors tell the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisitMoved:
    """A visit was entered or went from one state to another; `host_id` and `unit_id` 0 when there is none."""

    visit_id: int
    old: str
    new: str
    verb: str
    host_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class HostAsked:
    """A visitor waits for the word of their host: the portal may ask the host."""

    visit_id: int
    host_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class FacilityBlocked:
    """A facility of the map without barriers is blocked or out of order."""

    facility_id: int


@dataclass(frozen=True, slots=True)
class FacilityFreed:
    """It can be used again."""

    facility_id: int
