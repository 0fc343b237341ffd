"""Where an event stands between its four gates, counted from the tables (CONF-009..012)."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from guanjia.conference.models import Block, Complaint, Event, FaultRecord, Intake, SheetIssue
from guanjia.conference.queries.open_ends import open_ends
from guanjia.conference.rules.closeout import keeps_from
from guanjia.conference.rules.complaints import ComplaintState
from guanjia.conference.rules.faults import FaultState
from guanjia.conference.rules.phases import PHASES, Lacking, Phase, missing, phase_of
from guanjia.conference.rules.states import NOT_HELD, OVER, BlockState, Track
from guanjia.duties.public import Duty, DutyState

DISTURBS = (FaultState.REPORTED, FaultState.IDENTIFIED)
BLOCK, EVENT = "conference.block", "conference.event"


@dataclass(frozen=True)
class Gate:
    """A phase with what its gate still asks for: `passed`, `now` or ahead."""

    phase: Phase
    passed: bool
    now: bool
    missing: tuple[tuple[str, int], ...]


def gates_of(event: Event) -> list[Gate]:
    """The four phases in their order; nothing for an event that is not held. What a passed gate had let slip is still named."""
    if event.stage in NOT_HELD:
        return []
    reached = phase_of(event.stage)
    lacking = _lacking(event, reached)
    return [
        Gate(phase, number < reached, number == reached, tuple(missing(phase, lacking) if number <= reached else ()))
        for number, phase in enumerate(PHASES)
    ]


def _lacking(event: Event, reached: int) -> Lacking:
    blocks = list(Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED))
    ids = [block.pk for block in blocks]
    issues = SheetIssue.objects.filter(version__sheet__event=event, superseded_at=None)
    return Lacking(
        unconfirmed=_unconfirmed(event),
        unaccepted=int(reached == PHASES.index(Phase.PLANNING)),
        unissued=int(event.track != Track.IMPORT and not issues.exists()),
        unplaced=sum(not block.placed for block in blocks),
        unacknowledged=issues.filter(acknowledged_at=None).count(),
        undone=_undone(event, ids),
        unended=sum(block.stage not in OVER for block in blocks),
        broken=FaultRecord.objects.filter(block__in=ids, state__in=DISTURBS).count(),
        unheard=Complaint.objects.filter(event=event, state=ComplaintState.HEARD).count(),
        unfinished=keeps_from("closed", open_ends(event)) if reached >= PHASES.index(Phase.SUMMARY) else (),
    )


def _unconfirmed(event: Event) -> int:
    if event.track != Track.ENQUIRY:
        return 0
    return Intake.objects.filter(event=event, confirmed_at=None).count()


def _undone(event: Event, blocks: list[int]) -> int:
    """Duties of the event and its blocks that fall due before their start and are open or were missed. Two queries."""
    rows = Duty.objects.filter(ambient=False, state__in=[DutyState.OPEN, DutyState.MISSED])
    starts = Block.objects.filter(pk=OuterRef("subject_id")).values("starts_at")
    of_blocks = rows.filter(subject_kind=BLOCK, subject_id__in=blocks).filter(due_at__lte=Subquery(starts))
    if event.starts_at is None:  # an enquiry without a day
        return of_blocks.count()
    return of_blocks.count() + rows.filter(subject_kind=EVENT, subject_id=event.pk, due_at__lte=event.starts_at).count()
