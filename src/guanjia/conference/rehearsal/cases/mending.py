"""How a fault of a case is taken on, mended, tried and written down: the same hands in every case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guanjia.conference.actions.blocks import interrupt_block
from guanjia.conference.actions.faults import FaultReport, close_fault, report_fault, try_repair
from guanjia.conference.models import FaultRecord
from guanjia.conference.rehearsal.cases.staging import M, someone
from guanjia.conference.rules.faults import FaultClass, Impact, Playbook
from guanjia.foundation.rehearsal.public import Stage
from guanjia.servicedesk.public import OrderState, accept_order, complete_order, move_order

Deed = Callable[[Stage, FaultRecord], None]


@dataclass(frozen=True)
class Step:
    """One step of a fault, done with the fault as it stands then."""

    fault_id: int
    deed: Deed

    def __call__(self, stage: Stage) -> None:
        """Do it."""
        rows = FaultRecord.objects.select_related("site", "order__site", "block__room", "block__event")
        self.deed(stage, rows.get(pk=self.fault_id))


def stop_and_report(
    stage: Stage, block_id: int, *, reason: str, playbook: Playbook, words: str, steps: Sequence[tuple[int, Deed]]
) -> None:
    """The meeting stops, the attendant reports, and each (minutes, deed) of `steps` follows."""
    interrupt_block(block_id=block_id, reason=reason, actor=someone(stage, "conference.leader"), at=stage.now)
    report = FaultReport(kind=FaultClass.ENVIRONMENT, impact=Impact.STOPPED, playbook=playbook, words=words)
    actor = someone(stage, "conference.attendant")
    fault = report_fault(block_id=block_id, report=report, actor=actor, at=stage.now)
    for minutes, deed in steps:
        stage.at(stage.now + minutes * M, Step(fault.pk, deed))


def taken_on(stage: Stage, fault: FaultRecord) -> None:
    """The technician accepts and begins."""
    worker = someone(stage, "technician")
    accept_order(order=fault.order, actor=worker, at=stage.now)
    move_order(order=fault.order, to=OrderState.IN_PROGRESS, actor=worker, at=stage.now)


def mended(result: str) -> Deed:
    """The technician is done; `result` says how."""

    def deed(stage: Stage, fault: FaultRecord) -> None:
        complete_order(order=fault.order, result=result, actor=someone(stage, "technician"), at=stage.now)

    return deed


def tried(stage: Stage, fault: FaultRecord) -> None:
    """The attendant tries it, and it holds."""
    try_repair(fault=fault, good=True, actor=someone(stage, "conference.attendant"), at=stage.now)


def written(cause: str, prevention: str) -> Deed:
    """Cause and prevention are put on record; the fault is closed."""

    def deed(stage: Stage, fault: FaultRecord) -> None:
        actor = someone(stage, "technician")
        close_fault(fault=fault, cause=cause, prevention=prevention, actor=actor, at=stage.now)

    return deed
