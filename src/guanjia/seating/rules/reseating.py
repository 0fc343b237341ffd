"""Somebody does not come, or comes after all: the list of the least moves (FIELD 19)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guanjia.seating.rules.charts import Chart
from guanjia.seating.rules.placing import Seating


@dataclass(frozen=True)
class Move:
    """Somebody's card goes from one chair to another; "" is nowhere: who leaves has no `to`, who comes no `origin`."""

    who: int
    origin: str
    to: str


@dataclass(frozen=True)
class Moves:
    """What people at the table have to do. `away` and `more` are chairs taken out and put in, by their key of before / after."""

    moves: tuple[Move, ...]
    away: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def moved(self) -> int:
        """How many who sit before and after change their chair."""
        return sum(bool(move.origin and move.to) for move in self.moves)


def least_moves(before: Chart, seated: Seating, after: Chart, wanted: Seating) -> Moves:
    """The least moves from one seating to the other.

    Where chairs stay (a round table, a car) a chair is its key. In a row chairs keep their order and the row is pushed together
    or apart again: of all ways to say which chair goes or comes, the one that moves the fewest people is taken, at equal
    numbers the chair nearest to the end of its row, so that the middle stays.
    """
    chairs: dict[str, str] = {}
    if after.chairs_stay:
        chairs = {key: key for key in before.by_key().keys() & after.by_key().keys()}
    else:
        for row in sorted(_rows(before) | _rows(after)):
            chairs |= _aligned(_keys(before, row), _keys(after, row), seated, wanted)
    origin = {who: key for key, who in seated.items()}
    goal = {who: key for key, who in wanted.items()}
    moves = [Move(who, key, "") for who, key in sorted(origin.items()) if who not in goal]
    places = after.by_key()
    moves += [
        Move(who, origin.get(who, ""), key)
        for who, key in sorted(goal.items(), key=lambda item: (places[item[1]].row, places[item[1]].x))
        if who not in origin or chairs.get(key) != origin[who]
    ]
    used = set(chairs.values())
    away = tuple(key for key in before.by_key() if key not in used)
    return Moves(tuple(moves), away, tuple(key for key in after.by_key() if key not in chairs))


def _rows(chart: Chart) -> set[int]:
    return {place.row for place in chart.places}


def _keys(chart: Chart, row: int) -> list[str]:
    return [place.key for place in sorted((p for p in chart.places if p.row == row), key=lambda p: (p.x, p.y))]


def _aligned(old: Sequence[str], new: Sequence[str], seated: Seating, wanted: Seating) -> dict[str, str]:
    """Which old chair each new place is: order kept, as few people moved as can be (a longest common thread of the row).

    Dynamic programming over both rows: n x m steps. Every place of the shorter row has its chair in the longer one.
    """
    n, m = len(old), len(new)
    spare = abs(n - m)
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(n + 1):
        for j in range(m + 1):
            if (i, j) == (0, 0) or abs(i - j) > spare:
                continue
            best[i, j] = min(_steps(best, i, j, old, new, seated, wanted), key=lambda step: step[0])
    chairs: dict[str, str] = {}
    at: tuple[int, int] | None = (n, m)
    while at is not None:
        back = best[at][1]
        if back is not None and back[0] < at[0] and back[1] < at[1]:
            chairs[new[back[1]]] = old[back[0]]
        at = back
    return chairs


def _steps(
    best: Mapping[tuple[int, int], tuple[float, tuple[int, int] | None]],
    i: int, j: int, old: Sequence[str], new: Sequence[str], seated: Seating, wanted: Seating,
) -> list[tuple[float, tuple[int, int] | None]]:  # fmt: skip
    n, m = len(old), len(new)
    steps: list[tuple[float, tuple[int, int] | None]] = []
    if i and j and (i - 1, j - 1) in best:
        stays = seated.get(old[i - 1]) is not None and seated.get(old[i - 1]) == wanted.get(new[j - 1])
        steps.append((best[i - 1, j - 1][0] + (0 if stays else 1), (i - 1, j - 1)))
    if i and n > m and (i - 1, j) in best:
        steps.append((best[i - 1, j][0] + _inner(i - 1, n), (i - 1, j)))
    if j and m > n and (i, j - 1) in best:
        steps.append((best[i, j - 1][0] + _inner(j - 1, m), (i, j - 1)))
    return steps or [(float("inf"), None)]


def _inner(place: int, n: int) -> float:
    """A small price for taking a chair from the middle instead of the end: never as much as one person."""
    return min(place, n - 1 - place) / (1000 * (n + 1))
