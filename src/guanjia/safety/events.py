"""What safety tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConcernNoted:
    """Somebody saw something suspicious or met a fraud."""

    concern_id: int
    sign: str
    paid: bool


@dataclass(frozen=True, slots=True)
class ConcernMoved:
    """An observation went from one state to another."""

    concern_id: int
    old: str
    new: str
    verb: str


@dataclass(frozen=True, slots=True)
class WarningPublished:
    """A fraud warning is published: portals and boards may show it."""

    warning_id: int
    for_elderly: bool
