"""Gates that higher modules hang onto the moves of events and meetings: their duties hold the move back as its own do."""

from collections.abc import Callable, Iterable
from datetime import datetime

from guanjia.duties.public import GateClosed, Obstacle, require
from guanjia.foundation.subjects.public import snapshots

Subjects = Callable[[int], Iterable[tuple[str, int]]]
_gates: dict[tuple[str, str], Subjects] = {}


def register_gate(kind: str, code: str, subjects: Subjects) -> None:
    """Let the duties of `subjects(pk)` gate the moves of a row of `kind` (conference.event or conference.block) by the
    same names. The same kind and code again replaces. Called in apps.ready()."""
    _gates[kind, code] = subjects


def require_all(kind: str, pk: int, move: str, *, at: datetime) -> None:
    """Pass if neither a duty of the row nor one of what belongs to it gates `move`; else GateClosed with all of them."""
    shut = list(_obstacles(kind, pk, move, at))
    for (known, _code), subjects in sorted(_gates.items()):
        for other, other_pk in subjects(pk) if known == kind else ():
            shut += _obstacles(other, other_pk, move, at, label=True)
    if shut:
        raise GateClosed(move, shut)


def _obstacles(kind: str, pk: int, move: str, at: datetime, *, label: bool = False) -> list[Obstacle]:
    """What shuts the gate; with `label` each says of what thing it speaks."""
    try:
        require(kind, pk, move, at=at)
    except GateClosed as closed:
        if not label:
            return closed.obstacles
        found = snapshots(kind, [pk]).get(pk)
        said = f" · {found.label}" if found else ""
        return [Obstacle(o.duty_id, o.title + said, o.post, o.due, o.failed_count) for o in closed.obstacles]
    return []
