"""A few meetings placed anew as well as can be, the others standing still: one neighbourhood, by CP-SAT.

With all meetings and no prices it is the search for any placement that keeps the hard rules; with all and prices it proves a bound.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from guanjia.scheduling.rules.board import Board
from guanjia.scheduling.rules.period import Place, Places
from guanjia.scheduling.rules.price import overlap

LOST = 100_000
"""Medium points that a meeting without a place counts as, times its priority: more than any price."""


@dataclass(frozen=True)
class Found:
    """Places of the part, and the least that the part can cost; `places` is None when nothing was found in time."""

    places: Places | None
    bound: float
    proved: bool


@dataclass
class _Piece:
    """One free meeting in the model."""

    start: Any
    end: Any
    here: Any
    rooms: dict[int, Any]


class Part:
    """The model of a part. `board` weighs a medium point as 1 and comfort as nothing; the part's meetings stand nowhere on it."""

    def __init__(
        self, board: Board, numbers: Collection[int], begin: Places, *, prices: bool, all_placed: bool
    ) -> None:
        self.board, self.numbers, self.begin, self.prices = board, sorted(numbers), begin, prices
        self.all_placed = all_placed
        self.model = cp_model.CpModel()
        self.terms: list[Any] = []
        self.pieces: dict[int, _Piece] = {}
        self.resources: dict[object, list[Any]] = {}
        for number in self.numbers:
            self._piece(number)
        for intervals in self.resources.values():
            self.model.add_no_overlap(intervals)
        if prices:
            for one, other in combinations(self.pieces, 2):
                self._pair(one, other)
        if self.terms:
            self.model.minimize(sum(self.terms))

    def _piece(self, number: int) -> None:
        board, model, meeting = self.board, self.model, self.board.period.meetings[number]
        broken, prices = board.choices(number)
        possible = np.flatnonzero((broken < 0.5).any(axis=0))
        if not len(possible):
            return
        starts = board.starts[number]
        domain = cp_model.Domain.from_values(starts[possible].tolist())
        start = model.new_int_var_from_domain(domain, "")
        here = model.new_constant(1) if self.all_placed else model.new_bool_var("")
        rooms = {}
        for line, room in enumerate(board.rooms[number].tolist()):
            good = np.flatnonzero(broken[line] < 0.5)
            if not len(good):
                continue
            chosen = model.new_bool_var("")
            if len(good) < len(possible):
                allowed = cp_model.Domain.from_values(starts[good].tolist())
                model.add_linear_expression_in_domain(start, allowed).only_enforce_if(chosen)
            self._occupy(number, room, start, chosen)
            rooms[room] = chosen
        model.add(sum(rooms.values()) == here)
        self.pieces[number] = _Piece(start, start + meeting.length, here, rooms)
        attended = model.new_optional_fixed_size_interval_var(start, meeting.length, here, "")
        for person in meeting.required:
            self.resources.setdefault(("person", person), []).append(attended)
        self._hint(number)
        if not self.all_placed:
            self.terms.append(LOST * meeting.priority * (1 - here))
        if self.prices:
            self._price(number, np.where(broken < 0.5, prices, np.inf), possible)

    def _occupy(self, number: int, room: int, start: Any, chosen: Any) -> None:
        meeting, hall = self.board.period.meetings[number], self.board.period.halls[room]
        before, after = self.board.period.buffers(meeting, room)
        size = before + meeting.length + after
        interval = self.model.new_optional_fixed_size_interval_var(start - before, size, chosen, "")
        for part in hall.parts or [("room", room)]:
            self.resources.setdefault(part, []).append(interval)

    def _hint(self, number: int) -> None:
        place, piece = self.begin.get(number), self.pieces[number]
        if place is None:
            return
        self.model.add_hint(piece.start, place.start)
        for room, chosen in piece.rooms.items():
            self.model.add_hint(chosen, room == place.room)

    def _price(self, number: int, prices: np.ndarray, possible: np.ndarray) -> None:
        """What the others and its wishes make each start cost; what a room adds to that whatever the start."""
        piece, model = self.pieces[number], self.model
        starts, base = self.board.starts[number], prices.min(axis=0)
        for line, room in enumerate(self.board.rooms[number].tolist()):
            able = np.isfinite(prices[line])
            if room in piece.rooms and (extra := round(float((prices[line, able] - base[able]).min()))):
                self.terms.append(extra * piece.rooms[room])
        costs = {int(starts[column]): round(float(base[column])) for column in possible.tolist()}
        if not any(costs.values()):
            return
        chosen = {start: model.new_bool_var("") for start in costs}
        model.add_exactly_one(chosen.values())
        model.add(piece.start == sum(start * literal for start, literal in chosen.items()))
        place = self.begin.get(number)
        for start, literal in chosen.items():
            if place is not None:
                model.add_hint(literal, start == place.start)
            if costs[start]:
                self.terms.append(self._if_here(piece, costs[start], literal))

    def _if_here(self, piece: _Piece, cost: int, literal: Any) -> Any:
        """The cost of a start; nothing for a meeting that has no place."""
        if self.all_placed:
            return cost * literal
        both = self.model.new_bool_var("")
        self.model.add_bool_or([~literal, ~piece.here, both])
        return cost * both

    def _pair(self, one: int, other: int) -> None:
        board, model = self.board, self.model
        first, second = board.period.meetings[one], board.period.meetings[other]
        a, b = self.pieces[one], self.pieces[other]
        if first.required & second.required:
            return  # they never meet
        torn = len(first.people & second.people)
        if not torn:
            return
        most, wide = min(first.length, second.length), len(board.period.days)
        both = model.new_int_var(0, most, "")
        common = model.new_int_var(-wide, most, "")
        model.add_min_equality(common, [a.end - b.start, b.end - a.start, most])
        model.add(both >= common - most * (2 - a.here - b.here))
        here, there = self.begin.get(one), self.begin.get(other)
        if here is not None and there is not None:
            model.add_hint(both, overlap(here.start, first.length, there.start, second.length))
        self.terms.append(torn * both)

    def solve(self, solver: cp_model.CpSolver) -> Found:
        """Run it with the limits that the solver has."""
        status = solver.solve(self.model)
        bound = max(0.0, solver.best_objective_bound) if self.terms else 0.0
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(None, bound, status == cp_model.INFEASIBLE)
        places: Places = dict.fromkeys(self.numbers)
        for number, piece in self.pieces.items():
            room = next((room for room, chosen in piece.rooms.items() if solver.boolean_value(chosen)), None)
            if room is not None:
                places[number] = Place(room, int(solver.value(piece.start)))
        return Found(places, bound, status == cp_model.OPTIMAL)
