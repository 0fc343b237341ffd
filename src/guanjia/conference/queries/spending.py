"""Cost against budget of an event."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from guanjia.conference.models import Block, BudgetLine, Event, Guest, SchemeState
from guanjia.conference.rules.budget import CostClass, Execution, executions, utilisation


def cost_lines(event: Event) -> list[BudgetLine]:
    """The lines of the accepted budget, then the costs that no budget foresaw. One query."""
    own = Q(scheme__event=event, scheme__state=SchemeState.ACCEPTED) | Q(event=event)
    return list(BudgetLine.objects.filter(own).select_related("spent_by").order_by("position", "pk"))


def cost_rev(lines: Iterable[BudgetLine]) -> int:
    """A number that changes with whatever is written down of the costs, for stale saves."""
    text = repr([(line.pk, line.spent_fen, line.voucher) for line in lines])
    return zlib.crc32(text.encode())


def billed_fen(event: Event) -> int:
    """What the client is charged: the accepted budget times the charged share, and costs that no budget foresaw. Two queries."""
    percent = event.schemes.filter(state=SchemeState.ACCEPTED).values_list("charge_percent", flat=True).first()
    lines = cost_lines(event)
    agreed = (
        sum(line.amount_fen for line in lines if line.scheme_id is not None)
        * (100 if percent is None else percent)
        // 100
    )
    return agreed + sum(line.spent_fen or 0 for line in lines if line.scheme_id is None)


def execution_of(lines: Iterable[BudgetLine]) -> list[Execution]:
    """Budget against spent for the four classes and for all (BUDG-006)."""
    return executions((CostClass(line.cost_class), line.amount_fen, line.spent_fen) for line in lines)


@dataclass(frozen=True, slots=True)
class Use:
    """How far a room was used for what it was booked: in time and in seats, per cent; None while it is not known."""

    room: str
    time: Fraction | None
    seats: Fraction | None


def use_of(event: Event) -> list[Use]:
    """The rooms of an event that have ended. Seats: who was admitted against the seats of the set-up (BUDG-006)."""
    admitted = Guest.objects.filter(event=event, admitted_at__isnull=False).count()
    blocks = Block.objects.filter(event=event, started_at__isnull=False, ended_at__isnull=False)
    return [_use(block, admitted) for block in blocks.select_related("room").order_by("starts_at", "pk")]


def _use(block: Block, admitted: int) -> Use:
    assert block.started_at is not None and block.ended_at is not None
    booked, ran = block.ends_at - block.starts_at, block.ended_at - block.started_at
    seats = block.room.styles.filter(style=block.style).values_list("capacity", flat=True).first() or 0
    minutes = utilisation(int(ran.total_seconds() // 60), int(booked.total_seconds() // 60))
    return Use(block.room.name, minutes, utilisation(admitted, seats) if admitted else None)
