"""Cooling: one meeting after the other is taken off and put where chance, weighted by price, would have it.

The choice is made over all rooms and starts at once (a heat bath), so no step is ever refused; what cannot be yet has a price that
grows until it is paid no more.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from guanjia.scheduling.rules.board import Board
from guanjia.scheduling.rules.period import Period, Place, Places

Going = Callable[[int, Places | None], float | None]
"""(sweeps so far, the best places when no rule is broken) -> the share of the work that is done, 0 to 1; None to stop."""


@dataclass(frozen=True)
class Heat:
    """From where to where it cools, in medium or soft points, and what a broken grain of a hard rule weighs."""

    warm: float
    cold: float
    hard_first: float
    hard_last: float
    medium: float
    changes: bool


LOOKS_EVERY = 100
"""So many meetings are moved between two looks at the clock."""
BY_PEOPLE = Heat(warm=9_000, cold=1_600, hard_first=8_000, hard_last=600_000, medium=2_000, changes=False)
"""A medium point weighs 2,000: comfort only decides between places that cost people nothing."""
BY_COMFORT = Heat(warm=60, cold=3, hard_first=1e9, hard_last=1e9, medium=1e5, changes=True)
"""People and rules are kept as they are; comfort is bettered."""


def cool(period: Period, begin: Places, heat: Heat, chance: np.random.Generator, going: Going) -> Places:
    """The best places met on the way, fewest broken rules first, then cheapest. Fixed choices stand; whoever stands
    nowhere in `begin` is put where it is cheapest at once."""
    board = Board(period, heat.medium, changes=heat.changes)
    free = [n for n in range(len(period.meetings)) if period.meetings[n].fixed is None and _can(board, n)]
    _set_up(board, begin, free, heat.hard_last)
    best = dict(board.places)
    at = best_price = (_broken(board, free), 0.0)
    sweeps = 0
    while (share := going(sweeps, best if best_price[0] < 0.5 else None)) is not None and share < 1 and free:
        temperature = heat.warm * (heat.cold / heat.warm) ** share
        hard = heat.hard_first * (heat.hard_last / heat.hard_first) ** share
        for position, number in enumerate(chance.permutation(free).tolist(), 1):
            broken, price = _step(board, number, temperature, hard, chance)
            at = (at[0] + broken, at[1] + price)
            if at < best_price:
                best_price, best = at, dict(board.places)
            if position % LOOKS_EVERY == 0 and ((now := going(sweeps, None)) is None or now >= 1):
                return best  # a sweep over a long period takes seconds
        sweeps += 1
    return best


def _can(board: Board, number: int) -> bool:
    return bool(len(board.rooms[number]) and len(board.starts[number]))


def _broken(board: Board, free: list[int]) -> float:
    """How much of hard rules the free meetings break, each pair of them counted once."""
    total, standing = 0.0, []
    for number in free:
        standing.append((number, board.take(number)))
    for number, place in standing:
        if place is not None:
            broken, _prices = board.choices(number)
            line, column = board.index_of(number, place)
            total += float(broken[line, column])
            board.put(number, place)
    return total


def _set_up(board: Board, begin: Places, free: list[int], hard: float) -> None:
    for number, meeting in enumerate(board.period.meetings):
        if meeting.fixed:
            board.put(number, meeting.fixed)
    for number in free:
        place = begin.get(number)
        if place is not None:
            board.put(number, place)
    order = sorted((n for n in free if board.places[n] is None), key=lambda n: _size(board.period, n), reverse=True)
    for number in order:
        broken, prices = board.choices(number)
        board.put(number, _cheapest(board, number, hard * broken + prices))


def _size(period: Period, number: int) -> tuple[int, int]:
    meeting = period.meetings[number]
    return meeting.length * (1 + len(meeting.people)), meeting.heads


def _cheapest(board: Board, number: int, total: np.ndarray) -> Place:
    room, start = divmod(int(total.argmin()), total.shape[1])
    return board.place_of(number, room, start)


def _step(
    board: Board, number: int, temperature: float, hard: float, chance: np.random.Generator
) -> tuple[float, float]:
    """Take one off and put it by chance; by how much what is broken and what it costs changed."""
    old = board.take(number)
    broken, prices = board.choices(number)
    total = hard * broken + prices
    rooms = total.argmin(axis=0)
    columns = np.arange(total.shape[1])
    start = int((total[rooms, columns] - temperature * chance.gumbel(size=total.shape[1])).argmin())
    room = int(rooms[start])
    board.put(number, board.place_of(number, room, start))
    if old is None:
        return float(broken[room, start]), float(prices[room, start])
    line, column = board.index_of(number, old)
    return (
        float(broken[room, start] - broken[line, column]),
        float(prices[room, start] - prices[line, column]),
    )
