"""What a plan becomes with those who come: computed, nothing written."""

from dataclasses import dataclass

from guanjia.seating.models import SeatPlan
from guanjia.seating.queries.charts import chart_for, said
from guanjia.seating.queries.people import Member
from guanjia.seating.rules.charts import Chart, NoChart
from guanjia.seating.rules.placing import Seating, carried, placed, placed_again
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.reseating import Move, Moves, least_moves
from guanjia.seating.rules.states import Scene


@dataclass(frozen=True)
class Change:
    """What one plan becomes. `after` is None where nobody is left to sit."""

    before: Chart
    after: Chart | None
    seating: Seating
    moves: Moves


def foresee(plan: SeatPlan, members: list[Member]) -> Change:
    """What the plan becomes with those of its members who come; computed, nothing written. Raises SeatingRefused."""
    seated = [member for member in members if member.row.key]
    coming = [member for member in members if member.comes]
    old = {member.row.key: member.guest.pk for member in seated}
    try:
        before = chart_for(plan, seated)
        if not coming:
            return Change(before, None, {}, Moves(tuple(Move(who, key, "") for key, who in sorted(old.items()))))
        after = chart_for(plan, coming)
        wanted = _wanted(plan, before, after, coming, old)
    except NoChart as none:
        raise SeatingRefused("", said(none)) from None
    return Change(before, after, wanted, least_moves(before, old, after, wanted))


def _wanted(plan: SeatPlan, before: Chart, after: Chart, coming: list[Member], old: Seating) -> dict[str, int]:
    here = {member.guest.pk for member in coming}
    if plan.kind is Scene.FLOOR:
        return {key: who for key, who in old.items() if who in here}
    fixed = {m.row.key: m.guest.pk for m in coming if m.row.fixed and m.row.key}
    sitters = [member.sitter for member in coming]
    kept = carried(before, after, fixed)
    return placed_again(after, sitters, old, kept) if after.chairs_stay else placed(after, sitters, kept)
