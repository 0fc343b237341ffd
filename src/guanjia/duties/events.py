"""What duties tell the modules above. Ids only: a receiver reads the rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DutyDone:
    """Evidence, a move, an event or the system ended a duty. `state` is on_time or late."""

    duty_id: int
    standard_code: str
    subject_kind: str
    subject_id: int
    state: str
    performed_at: datetime


@dataclass(frozen=True, slots=True)
class DutyItemFailed:
    """A checklist item was not in order. `on_failure` is what its standard asks for: none, work_order, hazard or complaint.

    What was noted beside it stands in the evidence (duties.public.evidence_note), where it can be erased.
    """

    duty_id: int
    evidence_id: str
    standard_code: str
    subject_kind: str
    subject_id: int
    place_id: int | None
    item: str
    item_en: str
    item_zh: str
    value: str
    file_ids: tuple[int, ...]
    on_failure: str


@dataclass(frozen=True, slots=True)
class DutiesAtRisk:
    """These duties turned amber: due soon and not done. `at` is when the clock came to it."""

    at: datetime
    duty_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of one duty's ladder that has to be told to a post."""

    duty_id: int
    level: int
    post_code: str
    channel: str
    planned_at: datetime


@dataclass(frozen=True, slots=True)
class DutiesEscalated:
    """The clock climbed these ladders; only the highest rung of each duty is here. `at` is when it came to it."""

    at: datetime
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class DutiesMissed:
    """The windows of these duties closed and nobody had done them."""

    duty_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeaderCalled:
    """Somebody at a duty asks for the leader (呼叫组长)."""

    duty_id: int
    caller_id: int


@dataclass(frozen=True, slots=True)
class EvidenceDoubted:
    """Evidence was kept without ending its duty: a leader must look."""

    evidence_id: str
    duty_id: int


@dataclass(frozen=True, slots=True)
class FaultReported:
    """Somebody found something broken while at a duty. The words are the journal entry's reason."""

    duty_id: int
    subject_kind: str
    subject_id: int
    place_id: int | None
    file_ids: tuple[int, ...]
    reporter_id: int
