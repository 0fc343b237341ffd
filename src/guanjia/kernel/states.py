"""A state machine is an enum, a table of legal moves and one mover."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """A state's stored value, its English label (translated when shown) and the colour of its badge."""

    label: str
    colour: str

    def __new__(cls, value: str, label: str, colour: str) -> "State":
        state = str.__new__(cls, value)
        state._value_, state.label, state.colour = value, label, colour
        return state


class MoveRefused(Exception):
    """The table has no such move. `old` and `new` are the states it stood between."""

    def __init__(self, old: State, new: State) -> None:
        super().__init__(f"{old.label} cannot become {new.label}")
        self.old, self.new = old, new


def check_move(moves: Mapping[Any, Collection[Any]], old: State, new: State) -> None:
    """Pass if `moves` allows old -> new, else raise MoveRefused. Staying put is not a move."""
    if new not in moves[old]:
        raise MoveRefused(old, new)


def choices(states: type[State]) -> list[tuple[str, str]]:
    """(value, English label) pairs in declared order, for a model field."""
    return [(state.value, state.label) for state in states]
