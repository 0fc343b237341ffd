"""Cost against budget of an event."""

import zlib
from collections.abc import Iterable

from django.db.models import Q

from guanjia.conference.models import BudgetLine, Event, SchemeState
from guanjia.conference.rules.budget import CostClass, Execution, executions


def cost_lines(event: Event) -> list[BudgetLine]:
    """The lines of the accepted budget, then the costs that no budget foresaw. One query."""
    own = Q(scheme__event=event, scheme__state=SchemeState.ACCEPTED) | Q(event=event)
    return list(BudgetLine.objects.filter(own).select_related("spent_by").order_by("position", "pk"))


def cost_rev(lines: Iterable[BudgetLine]) -> int:
    """A number that changes with whatever is written down of the costs, for stale saves."""
    text = repr([(line.pk, line.spent_fen, line.voucher) for line in lines])
    return zlib.crc32(text.encode())


def execution_of(lines: Iterable[BudgetLine]) -> list[Execution]:
    """Budget against spent for the four classes and for all (BUDG-006)."""
    return executions((CostClass(line.cost_class), line.amount_fen, line.spent_fen) for line in lines)
