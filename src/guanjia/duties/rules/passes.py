"""What one look of the planner found, and how several looks make one plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guanjia.duties.rules.planned import Discharged, Moved, Plan, Planned, Withdrawn
from guanjia.duties.rules.states import DutyState

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pass:
    created: list[Planned]
    moved: list[Moved]
    withdrawn: list[Withdrawn]
    discharged: list[Discharged]

    def __bool__(self) -> bool:
        return any((self.created, self.moved, self.withdrawn, self.discharged))


def applied(rows: Sequence[Planned], plan: Pass | Plan) -> list[Planned]:
    """The rows as they are after the plan was written. Tests and the planner's own next look use it."""
    result = {_key(row): row for row in rows}
    created = plan.created if isinstance(plan, Pass) else [*plan.create, *plan.reopen]
    moved = plan.moved if isinstance(plan, Pass) else plan.move
    withdrawn = plan.withdrawn if isinstance(plan, Pass) else plan.withdraw
    discharged = plan.discharged if isinstance(plan, Pass) else plan.discharge
    result |= {_key(row): row for row in created}
    result |= {_key(each.old): each.new for each in moved}
    result |= {_key(each.row): replace(each.row, state=DutyState.WITHDRAWN) for each in withdrawn}
    result |= {_key(each.row): _ended(each) for each in discharged}
    return list(result.values())


def as_plan(passes: Sequence[Pass]) -> Plan:
    """Several looks, each at the rows as the one before left them, as one plan against the rows of the first."""
    if len(passes) == 1:
        return _alone(passes[0])
    created: dict[Key, Planned] = {}
    moved: dict[Key, Moved] = {}
    withdrawn: list[Withdrawn] = []
    discharged: list[Discharged] = []
    for found in passes:
        created |= {_key(row): row for row in found.created}
        for each in found.moved:
            key = _key(each.old)
            if key in created:
                created[key] = each.new
            else:
                moved[key] = Moved(moved[key].old if key in moved else each.old, each.new)
        for gone in found.withdrawn:
            if created.pop(_key(gone.row), None) is None:
                before = moved.pop(_key(gone.row), None)
                withdrawn.append(replace(gone, row=before.old) if before else gone)
        discharged += found.discharged
    return Plan(
        create=tuple(row for row in created.values() if row.round == 1),
        move=tuple(moved.values()),
        reopen=tuple(row for row in created.values() if row.round > 1),
        withdraw=tuple(withdrawn),
        discharge=tuple(discharged),
    )


def _alone(found: Pass) -> Plan:
    """One look as a plan: what nearly every subject needs."""
    return Plan(
        create=tuple(row for row in found.created if row.round == 1),
        move=tuple(found.moved),
        reopen=tuple(row for row in found.created if row.round > 1),
        withdraw=tuple(found.withdrawn),
        discharge=tuple(found.discharged),
    )


def _key(row: Planned) -> Key:
    return row.occurrence, row.round


def _ended(each: Discharged) -> Planned:
    state = DutyState.ON_TIME if each.at <= each.row.due_at else DutyState.LATE
    return replace(each.row, state=state, ended_at=each.at)
