"""Writes the sessions of a programme: new, changed and withdrawn ones, in slices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.programme_rooms import hall_key
from guanjia.conference.actions.programme_spool import Progress, Spool
from guanjia.conference.models import Event, Session, SessionSpeaker
from guanjia.conference.rules.programme.diff import PLACE, TEXTS, Known, Pair, Seen, base_id, free_id
from guanjia.conference.rules.programme.rows import ProgrammeRow
from guanjia.conference.rules.states import NOT_BEGUN, BlockState, SessionState
from guanjia.foundation.journal.public import record_many
from guanjia.places.public import Room

SLICE = 500
T = TypeVar("T")
_COLUMNS = tuple(name for name in TEXTS if name != "speakers")


@dataclass
class Written:
    """What became of the sessions. `moves` describes each moved one: row, title, [old, new] of room, start and end."""

    created: int = 0
    updated: int = 0
    moved: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    moves: list["Move"] = field(default_factory=list)


@dataclass(frozen=True)
class Move:
    """A session that has another room, start or end."""

    session_id: int
    title: str
    old_room: str
    room: str
    old_starts_at: datetime | None
    starts_at: datetime
    old_ends_at: datetime | None
    ends_at: datetime


@dataclass
class SessionWriter:
    """Writes into one event. `rooms` holds every hall the rows name, by hall_key; `taken` are the ids in use."""

    event: Event
    rooms: Mapping[str, Room]
    spool: Spool
    taken: set[str]
    actor: Any
    at: datetime
    progress: Progress | None = None
    written: Written = field(default_factory=Written)
    _done: int = 0

    def create(self, new: Sequence[Seen]) -> None:
        """Make sessions that the event has not."""
        for part in slices(new):
            keys = [self._keys(one, free_id(one.external_id, self.taken)) for one in part]
            rows = list(self.spool.rows([one.row for one in part]))
            sessions = Session.objects.bulk_create(self._session(row, key) for row, key in zip(rows, keys, strict=True))
            _add_speakers(zip(sessions, rows, strict=True))
            self.written.created += len(part)
            self._tell(len(part))

    def change(self, pairs: Sequence[Pair]) -> None:
        """Take over what the file changed since the last import; what only the house changed stays as it is."""
        still = [pair for pair in pairs if not needs_writing(pair)]
        self.written.unchanged += len(still)
        self._tell(len(still))
        for part in slices(pair for pair in pairs if needs_writing(pair)):
            sessions = Session.objects.select_related("room").in_bulk([pair.known.pk for pair in part])
            rows = self.spool.rows([pair.seen.row for pair in part])
            moves: list[Move] = []
            for pair, row in zip(part, rows, strict=True):
                self._change_one(sessions[pair.known.pk], pair, row, moves)
            self._replace_speakers(part)
            self._journal_moves(moves)
            self.written.moves.extend(moves)
            self._tell(len(part))

    def withdraw(self, gone: Sequence[Known]) -> None:
        """Call off sessions that the file has no longer. They come back if a later file has them again."""
        for part in slices(gone):
            sessions = Session.objects.defer("abstract").in_bulk([known.pk for known in part]).values()
            rows = []
            for session in sessions:
                states = [session.state, SessionState.CANCELLED.value]
                rows.append({"id": self.event.pk, "changes": {"session": session.pk, "state": states}})
                session.state = SessionState.CANCELLED
                session.imported = {**session.imported, "withdrawn": True}
                session.save(update_fields=["state", "imported"])
            self._record("cancel_session", rows)
            self.written.withdrawn += len(rows)

    def _session(self, row: ProgrammeRow, imported: dict[str, str]) -> Session:
        return Session(
            site=self.event.site,
            event=self.event,
            room=self.rooms[hall_key(row.room)],
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            external_id=imported["id"],
            imported={key: value for key, value in imported.items() if key != "id"},
            **{name: getattr(row, name) for name in _COLUMNS},
        )

    @staticmethod
    def _keys(one: Seen, external_id: str) -> dict[str, str]:
        return {"id": external_id, "prints": one.prints.hex(), "alike": one.alike}

    def _change_one(self, session: Session, pair: Pair, row: ProgrammeRow, moves: list[Move]) -> None:
        new: dict[str, Any] = {"room": self.rooms[hall_key(row.room)]}
        new |= {name: getattr(row, name) for name in ("starts_at", "ends_at", *_COLUMNS)}
        changed = {name for name in pair.changed if name == "speakers" or getattr(session, name) != new[name]}
        old = session.room, session.starts_at, session.ends_at
        for name in changed - {"speakers"}:
            setattr(session, name, new[name])
        if pair.seen.external_id != base_id(pair.known.external_id):
            session.external_id = free_id(pair.seen.external_id, self.taken)
        session.imported = {"prints": pair.seen.prints.hex(), "alike": pair.seen.alike}
        if pair.known.gone:
            session.state = SessionState.SCHEDULED
        # one UPDATE a row: bulk_update of so many columns is twenty times slower on SQLite
        session.save(update_fields=[*(changed - {"speakers"}), "external_id", "imported", "state"])
        if changed & set(PLACE):
            self.written.moved += 1
            moves.append(_move(session, old))
        elif changed or pair.known.gone:
            self.written.updated += 1
        else:
            self.written.unchanged += 1

    def _replace_speakers(self, pairs: Sequence[Pair]) -> None:
        fresh = [pair for pair in pairs if "speakers" in pair.changed]
        ids = [pair.known.pk for pair in fresh]
        SessionSpeaker.objects.filter(session_id__in=ids).delete()
        rows = self.spool.rows([pair.seen.row for pair in fresh])
        _add_speakers((Session(pk=pk), row) for pk, row in zip(ids, rows, strict=True))

    def _journal_moves(self, moves: Iterable[Move]) -> None:
        rows = [
            {
                "id": self.event.pk,
                "changes": {
                    "session": move.session_id,
                    "room": [move.old_room, move.room],
                    "starts_at": [move.old_starts_at, move.starts_at],
                    "ends_at": [move.old_ends_at, move.ends_at],
                },
            }
            for move in moves
        ]
        self._record("move_session", rows)

    def _record(self, action: str, rows: list[dict[str, Any]]) -> None:
        record_many(site=self.event.site, at=self.at, actor=self.actor, action=action, subject_kind=EVENT, rows=rows)

    def _tell(self, count: int) -> None:
        self._done += count
        if self.progress is not None:
            self.progress("writing", self._done, len(self.spool.found))


def needs_writing(pair: Pair) -> bool:
    """Whether anything of the stored session differs from the file, its id and its being withdrawn included."""
    return bool(pair.changed) or pair.known.gone or pair.seen.external_id != base_id(pair.known.external_id)


def known_sessions(event: Event) -> list[Known]:
    """The sessions that earlier imports made in the event."""
    rows = Session.objects.filter(event=event).exclude(external_id="").order_by("pk")
    values = rows.values_list("pk", "external_id", "imported", "state", "block__state")
    quiet = {None, BlockState.CANCELLED.value, *(state.value for state in NOT_BEGUN)}
    begun = {SessionState.RUNNING.value, SessionState.ENDED.value}
    return [
        Known(
            pk=pk,
            external_id=external_id,
            prints=bytes.fromhex(imported.get("prints", "")),
            alike=imported.get("alike", ""),
            gone=bool(imported.get("withdrawn")),
            begun=state in begun or block_state not in quiet,
        )
        for pk, external_id, imported, state, block_state in values.iterator(chunk_size=2000)
    ]


def slices(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists of at most 500."""
    source = iter(items)
    while part := list(islice(source, SLICE)):
        yield part


def _move(session: Session, old: tuple[Room | None, datetime | None, datetime | None]) -> Move:
    room, starts_at, ends_at = old
    assert session.room is not None and session.starts_at is not None and session.ends_at is not None
    return Move(
        session.pk,
        session.title,
        room.name if room else "",
        session.room.name,
        starts_at,
        session.starts_at,
        ends_at,
        session.ends_at,
    )


def _add_speakers(pairs: Iterable[tuple[Session, ProgrammeRow]]) -> None:
    SessionSpeaker.objects.bulk_create(
        [
            SessionSpeaker(session_id=session.pk, position=position, name=name, external_id=key)
            for session, row in pairs
            for position, (key, name) in enumerate(row.speakers)
        ],
        batch_size=SLICE,
    )
