"""What the history of a subject says: modules hand in the words of their journal actions from `apps.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.kernel.states import State

HIDDEN = frozenset({"duties.plan"})
"""What the house does by itself after a change: it tells the reader nothing."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a history: what was done, the state that it led to (None where it stayed) and why."""

    at: datetime
    text: str
    state: State | str | None
    reason: str


_words: dict[str, dict[str, Any]] = {}
_states: dict[str, type[State]] = {}


def register(kind: str, words: Mapping[str, Any], states: type[State] | None = None) -> None:
    """The words of the actions on one kind of subject, and its states. A second call adds to the first."""
    _words.setdefault(kind, {}).update(words)
    if states is not None:
        _states[kind] = states


def words_of(kind: str) -> Mapping[str, Any]:
    """The actions on this kind of subject that have words."""
    return _words.get(kind, {})


def deeds(entries: Iterable[Any]) -> list[Deed]:
    """The lines of journal `entries`, in their order; an action without words is told by the state that it led to."""
    return [_deed(entry) for entry in entries if entry.action not in HIDDEN]


def _deed(entry: Any) -> Deed:
    words = words_of(entry.subject_kind).get(entry.action)
    moved = bool(entry.to_state) and entry.to_state != entry.from_state
    state = _state(entry.subject_kind, entry.to_state) if moved else None
    text = _(str(words)) if words is not None else "" if state is not None else _("Changed")
    return Deed(entry.at, text, state, entry.reason)


def _state(kind: str, value: str) -> State | str | None:
    """The state with its label; None for a value that no state of the kind has."""
    try:
        return _states[kind](value)
    except (KeyError, ValueError):
        return None
