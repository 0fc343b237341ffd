"""The kinds of subject that promises can hang on; each module declares its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A subject as the planner sees it. `moves` are (to-state, moment) pairs, oldest first."""

    kind: str
    id: int
    site_id: int
    rev: int
    label: str
    url: str
    state: str
    facts: dict[str, Any]
    moments: dict[str, datetime | date | None]
    moves: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A declared kind: the names of its moments and facts, and one query that takes snapshots of many ids.

    `snapshots(ids)` leaves out ids that do not exist. Every snapshot names all declared moments (None when unknown)
    and facts.
    """

    code: str
    label: str
    moments: tuple[str, ...]
    facts: tuple[str, ...]
    snapshots: Callable[[Iterable[int]], Iterable[Snapshot]]


class UnknownKind(LookupError):
    """No module declared this kind of subject."""


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> SubjectKind:
    """Declare a kind, once, from apps.ready(). A second, different kind of the same code raises ValueError."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"subject kind {kind.code!r} is declared twice")
    return kind


def get(code: str) -> SubjectKind:
    """The kind declared under `code`; raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def kinds() -> list[SubjectKind]:
    """All declared kinds, ordered by code."""
    return [_kinds[code] for code in sorted(_kinds)]


def snapshots(kind_code: str, ids: Iterable[int]) -> dict[int, Snapshot]:
    """Snapshots by id, missing ones left out; one query for many. Raises UnknownKind."""
    wanted = list(ids)
    return {snapshot.id: snapshot for snapshot in get(kind_code).snapshots(wanted)} if wanted else {}
