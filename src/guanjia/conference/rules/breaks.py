"""How many tea breaks a meeting gets and how long they are (INMT-008)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(minutes=30)
MOST = 3
BY_AGENDA = "agenda"
"""Under this key of a block's breaks stand those of its agenda: [[minutes after the start, length], ...]."""
STRETCH = timedelta(minutes=90)


@dataclass(frozen=True)
class Break:
    """A tea break; `starts_at` is a proposal that the agenda may move."""

    starts_at: datetime
    length: timedelta


def planned_breaks(starts_at: datetime, ends_at: datetime, moved: Mapping[str, Any] | None = None) -> list[Break]:
    """The breaks as the crew works by them: those of the agenda where it has any, else proposed: on a multiple of five
    minutes, never later than proposed.

    `moved` names those that were set by hand: number "1".."3" -> minutes after the start. One that no longer fits into a
    meeting made shorter falls back to the proposal.
    """
    if (told := (moved or {}).get(BY_AGENDA)) is not None:
        return [Break(starts_at + timedelta(minutes=after), timedelta(minutes=length)) for after, length in told[:MOST]]
    found = [Break(_on_five(each.starts_at), each.length) for each in propose_breaks(starts_at, ends_at)]
    for number, each in enumerate(found):
        by_hand = (moved or {}).get(str(number + 1))
        if by_hand is not None and starts_at + timedelta(minutes=by_hand) + each.length <= ends_at:
            found[number] = Break(starts_at + timedelta(minutes=by_hand), each.length)
    return found


def collides(breaks: list[Break], number: int, to: datetime) -> bool:
    """Whether break `number` (from 1), begun at `to`, would leave its place between its neighbours."""
    length = breaks[number - 1].length
    before, after = breaks[: number - 1], breaks[number:]
    return any(each.starts_at + each.length > to for each in before) or any(
        to + length > each.starts_at for each in after
    )


def _on_five(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def propose_breaks(starts_at: datetime, ends_at: datetime) -> list[Break]:
    """Breaks that part a meeting into equal stretches of at most 90 minutes, three at most; none up to 90 minutes.

    The sources give 15-30 minutes and one to three by length, not which length: 90 minutes is ours. Below four hours
    a break lasts 15 minutes, from there on 30.
    """
    whole = ends_at - starts_at
    if whole <= STRETCH:
        return []
    length = SHORTEST if whole < timedelta(hours=4) else LONGEST
    count = min(-(-whole // STRETCH) - 1, MOST)
    stretch = (whole - count * length) / (count + 1)
    return [Break(starts_at + (number + 1) * stretch + number * length, length) for number in range(count)]
