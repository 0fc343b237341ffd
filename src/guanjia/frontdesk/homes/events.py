"""What homes tell the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageDone:
    """Moving in, transfer or moving out is completed."""

    passage_id: int
    site_id: int
    unit_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class RenovationMoved:
    """A renovation went from one state to another; workers' passes hold while it is "working"."""

    renovation_id: int
    site_id: int
    unit_id: int
    old: str
    new: str
    verb: str


@dataclass(frozen=True, slots=True)
class WorkerPassGiven:
    """A worker of a renovation has a numbered pass."""

    worker_id: int
    renovation_id: int
    site_id: int


@dataclass(frozen=True, slots=True)
class WorkerPassTaken:
    """A worker's pass ended before its day."""

    worker_id: int
    renovation_id: int
    site_id: int


@dataclass(frozen=True, slots=True)
class ViolationFound:
    """A renovation was stopped for breaking its rules."""

    violation_id: int
    renovation_id: int
    site_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class OutageAnnounced:
    """An outage was announced, changed ("extend"), ended or withdrawn."""

    outage_id: int
    site_id: int
    verb: str
