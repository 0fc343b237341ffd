"""A fault in the room: reported, identified, mitigated, repaired, tested, closed (W06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.conference.actions.faults_problem import note_recurrence
from guanjia.conference.models import Block, FaultRecord
from guanjia.conference.queries.dayof_subjects import FAULT
from guanjia.conference.rules.faults import (
    FAULT_MOVES,
    FaultClass,
    FaultState,
    Grade,
    Impact,
    Playbook,
    grade_of,
    missing_to_close,
)
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import Roles, users_with_role
from guanjia.posts.public import on_post
from guanjia.servicedesk.public import OrderState, Report, Urgency, WorkOrder, move_order, open_order

BLOCK = "conference.block"
URGENCY = {Grade.MINOR: Urgency.NORMAL, Grade.MEDIUM: Urgency.URGENT, Grade.MAJOR: Urgency.CRITICAL}
CORE_GROUP = (Roles.SITE_MANAGER, Roles.TEAM_LEADER, Roles.COORDINATOR)
MOMENT = {
    FaultState.MITIGATED: "mitigated_at",
    FaultState.REPAIRED: "repaired_at",
    FaultState.TESTED: "tested_at",
    FaultState.CLOSED: "closed_at",
}


@dataclass(frozen=True, kw_only=True)
class FaultReport:
    """What the attendant's four taps say. `key` makes a second send of the same form return the first fault."""

    kind: FaultClass
    impact: Impact = Impact.PART
    words: str = ""
    playbook: Playbook = Playbook.NONE
    happened_at: datetime | None = None
    solved_first: bool = False
    file_ids: Sequence[int] = ()
    key: str = ""


@transaction.atomic
def report_fault(*, block_id: int, report: FaultReport, actor: Any, at: datetime) -> FaultRecord:
    """Report and identify a fault: a work order for the technician, a record of what it does to the meeting (EQFT-005).

    Medium tells the group leader, major the whole core group (TEAM-010). `solved_first` reports after the deed: the fault
    is mitigated already and a report is owed (TEAM-011). A recurrence within a week opens a problem note. Raises Refused
    for a moment in the future, SecretRefused.
    """
    block = Block.objects.select_for_update(of=("self",)).select_related("site", "event", "room").get(pk=block_id)
    happened = report.happened_at or at
    if happened > at:
        raise Refused("happened_at", _("A fault cannot lie in the future."))
    grade = grade_of(report.impact, report.playbook)
    order = open_order(site=block.site, report=_order_of(block, report, grade), actor=actor, at=at)
    if (known := FaultRecord.objects.filter(order=order).first()) is not None:
        return known
    fault = FaultRecord.objects.create(
        site=block.site,
        block=block,
        order=order,
        kind=report.kind,
        impact=report.impact,
        grade=grade,
        playbook=report.playbook,
        state=FaultState.MITIGATED if report.solved_first else FaultState.IDENTIFIED,
        solved_first=report.solved_first,
        reporter=actor,
        happened_at=happened,
        reported_at=at,
        mitigated_at=happened if report.solved_first else None,
    )
    _spread(fault, "report", "", actor, at)
    _tell_grade(fault, at)
    note_recurrence(fault=fault, actor=actor, at=at)
    return fault


def _order_of(block: Block, report: FaultReport, grade: Grade) -> Report:
    words = report.words.strip() or _(report.kind.label)
    return Report(
        title=words[:200],
        urgency=URGENCY[grade],
        place_id=block.room.spaces.order_by("pk").values_list("pk", flat=True).first(),
        subject=(BLOCK, block.pk),
        source_key=f"fault:{report.key}" if report.key else "",
        file_ids=report.file_ids,
    )


@transaction.atomic
def take_up_order(*, order: WorkOrder, block: Block, actor: Any, at: datetime) -> FaultRecord:
    """A work order about a running meeting that came another way (a failed line, 异常转工单): a fault to be identified."""
    fault, made = FaultRecord.objects.get_or_create(
        order=order,
        defaults={"site": block.site, "block": block, "reporter": actor, "happened_at": at, "reported_at": at},
    )
    if made:
        _spread(fault, "report", "", actor, at)
        _tell_grade(fault, at)
    return fault


def identify_fault(*, fault: FaultRecord, kind: FaultClass, impact: Impact, actor: Any, at: datetime) -> FaultRecord:
    """Say which class it is and how far the meeting feels it."""
    grade = grade_of(impact, Playbook(fault.playbook))
    with transaction.atomic():
        _move(fault, FaultState.IDENTIFIED, actor, at, kind=kind, impact=impact, grade=grade)
        note_recurrence(fault=fault, actor=actor, at=at)
    return fault


def repaired(*, fault: FaultRecord, actor: Any, at: datetime) -> FaultRecord:
    """The technician has mended it (EQFT-007); called when the work order is completed."""
    return _move(fault, FaultState.REPAIRED, actor, at)


def try_repair(*, fault: FaultRecord, good: bool, actor: Any, at: datetime, reason: str = "") -> FaultRecord:
    """Try it: good verifies the order (EQFT-008), not good sends technician and fault back, with a reason."""
    with transaction.atomic():
        order = fault.order
        order.refresh_from_db()
        if good:
            _move(fault, FaultState.TESTED, actor, at)
            if order.state == OrderState.COMPLETED:
                move_order(order=order, to=OrderState.VERIFIED, actor=actor, at=at)
        else:
            _move(fault, FaultState.IDENTIFIED, actor, at, reason=reason)
            if order.state == OrderState.COMPLETED:
                words = reason or _("The test failed.")
                move_order(order=order, to=OrderState.IN_PROGRESS, actor=actor, at=at, reason=words)
    return fault


def close_fault(*, fault: FaultRecord, cause: str, prevention: str, actor: Any, at: datetime) -> FaultRecord:
    """Close with cause and prevention; without either it is refused (EQFT-009). The work order closes with it."""
    if missing := missing_to_close(cause, prevention):
        raise Refused(missing[0], _("A fault is closed with its cause and what prevents it."))
    refuse_marked({"cause": cause, "prevention": prevention}, site=fault.site)
    with transaction.atomic():
        _move(fault, FaultState.CLOSED, actor, at, cause=cause.strip(), prevention=prevention.strip())
        order = fault.order
        order.refresh_from_db()
        if order.state == OrderState.VERIFIED:
            move_order(order=order, to=OrderState.CLOSED, actor=actor, at=at)
    return fault


@transaction.atomic
def _move(
    fault: FaultRecord, to: FaultState, actor: Any, at: datetime, *, reason: str = "", **fields: Any
) -> FaultRecord:
    old = fault.stage
    check_move(FAULT_MOVES, old, to)
    if to in MOMENT:
        fields[MOMENT[to]] = at
    if to is FaultState.IDENTIFIED and old is FaultState.REPAIRED:
        fields["repaired_at"] = None
    if not FaultRecord.objects.filter(pk=fault.pk, state=old, rev=fault.rev).update(
        state=to, rev=fault.rev + 1, **fields
    ):
        raise MoveRefused(old, to)
    fault.refresh_from_db()
    _spread(fault, to.value, old, actor, at, reason)
    return fault


def _spread(fault: FaultRecord, action: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    record(
        site=fault.site,
        at=at,
        actor=actor,
        action=action,
        subject=(FAULT, fault.pk),
        from_state=str(old),
        to_state=fault.state,
        reason=reason,
    )
    changed(FAULT, [fault.pk], site=fault.site, at=at)
    touch(f"block:{fault.block_id}")
    touch(f"site:{fault.site_id}:board")


def _tell_grade(fault: FaultRecord, at: datetime) -> None:
    if fault.grade == Grade.MINOR:
        return
    people = list(on_post(fault.site, "conference.leader", at))
    if fault.grade == Grade.MAJOR or not people:
        people += users_with_role(fault.site, *CORE_GROUP, at=at)
    notify(
        site=fault.site,
        users=people,
        template="conference.fault",
        context={"room": fault.block.room.name, "number": fault.order.number, "title": fault.order.title},
        link=reverse("conference:fault", args=[fault.site.code, fault.pk]),
        urgent=fault.grade == Grade.MAJOR,
        at=at,
    )


def mitigate(fault: FaultRecord, actor: Any, at: datetime, **fields: Any) -> FaultRecord:
    """The meeting goes on (EQFT-006); called by faults_spare.put_spare."""
    return _move(fault, FaultState.MITIGATED, actor, at, **fields)
