"""What an import of a programme answers."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import Arrangement
from guanjia.conference.actions.programme_sessions import Move
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.programme.rows import Rejected
from guanjia.conference.rules.states import BlockState, SessionState


@dataclass(frozen=True)
class Overlap:
    """Sessions that want one room at one time: the first has it, the others have no slot."""

    room: str
    sessions: tuple[str, ...]


@dataclass
class ImportReport:
    """What an import did, or would do. created + updated + moved + unchanged + len(rejected) = sessions.

    `event` is the reference, "" when no session could be made and so no event was. `withdrawn` sessions are in the
    store and not in the file, and count in none of the others. `placed` waited for a room and have it now; `breaches`
    say what the event's regime forbids or limits: they stop nothing here.
    """

    event: str = ""
    event_id: int | None = None
    title: str = ""
    format: str = ""
    sessions: int = 0
    created: int = 0
    updated: int = 0
    moved: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)
    overlaps: list[Overlap] = field(default_factory=list)
    placed: list[Overlap] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The object that `guanjia import-programme --json` prints. `placed` and `breaches` stand in it if there are any."""
        further = {
            "placed": [{"room": overlap.room, "sessions": list(overlap.sessions)} for overlap in self.placed],
            "breaches": list(self.breaches),
        }
        return {
            "event": self.event or None,
            **{name: getattr(self, name) for name in ("sessions", "created", "updated", "moved", "unchanged")},
            "withdrawn": self.withdrawn,
            "rejected": [{"row": row, "reason": reason} for row, reason in self.rejected],
            "overlaps": [{"room": overlap.room, "sessions": list(overlap.sessions)} for overlap in self.overlaps],
            **{name: found for name, found in further.items() if found},
        }


def worded(rejected: Sequence[Rejected]) -> list[tuple[int, str]]:
    """(row, reason in the reader's language) in the order of the file."""
    ordered = sorted(rejected, key=lambda one: one.row)
    return [(one.row, _(one.reason.message) % one.reason.params) for one in ordered]


def overlaps_of(event: Event, arrangement: Arrangement) -> list[Overlap]:
    """Sessions in each other's way, then those of blocks whose room somebody else has."""
    groups: dict[int, list[int]] = defaultdict(list)
    for kept, lost in arrangement.overlaps:
        groups[kept].append(lost)
    ids = {pk for kept, lost in groups.items() for pk in (kept, *lost)}
    titles = {pk: (room, title) for pk, room, title in _titles(Session.objects.filter(event=event), ids)}
    overlaps = [Overlap(titles[kept][0], tuple(titles[pk][1] for pk in (kept, *lost))) for kept, lost in groups.items()]
    homeless = Session.objects.filter(event=event, block__placed=False).exclude(state=SessionState.CANCELLED)
    rows = homeless.exclude(block__state=BlockState.CANCELLED).order_by("block__starts_at", "block", "starts_at", "pk")
    for (_block, room), group in groupby(rows.values_list("block", "block__room__name", "title"), itemgetter(0, 1)):
        overlaps.append(Overlap(room, tuple(row[2] for row in group)))
    return overlaps


def _titles(sessions: Any, ids: Collection[int]) -> list[tuple[int, str, str]]:
    wanted, found = sorted(ids), []
    for start in range(0, len(wanted), 500):
        rows = sessions.filter(pk__in=wanted[start : start + 500])
        found.extend(rows.values_list("pk", "room__name", "title"))
    return found


def placed_of(blocks: Sequence[Block]) -> list[Overlap]:
    """The blocks that have got their room, with their sessions."""
    sessions: dict[int, list[str]] = defaultdict(list)
    rows = Session.objects.filter(block__in=blocks).exclude(state=SessionState.CANCELLED).order_by("starts_at", "pk")
    for block_id, title in rows.values_list("block_id", "title"):
        sessions[block_id].append(title)
    return [Overlap(block.room.name, tuple(sessions[block.pk])) for block in blocks]
