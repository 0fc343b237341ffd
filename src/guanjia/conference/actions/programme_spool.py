"""A programme read once to its end and laid by: fingerprints in memory, texts in a temporary file."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any, BinaryIO

from guanjia.conference.rules.programme.diff import Seen, seen
from guanjia.conference.rules.programme.reading import open_programme
from guanjia.conference.rules.programme.rows import Header, ProgrammeRow, Rejected, Unreadable
from guanjia.foundation.secrecy.public import secret_mark
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_

LONG_AGO = datetime.min.replace(tzinfo=UTC)
IN_MEMORY = 8 * 1024 * 1024
Progress = Callable[[str, int, int], None]
"""Called with the stage ("reading", "writing"), how much is done, and of how much."""


@dataclass
class Spool:
    """The sessions of one file. `found` and `rejected` are in the order of the file and together all of it.

    `rooms` are the halls it lists or a session names, with their capacity or None; `last_end` is when the last good
    session ends.
    """

    header: Header
    sha256: str = ""
    found: list[Seen] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rooms: dict[str, int | None] = field(default_factory=dict)
    last_end: datetime = LONG_AGO
    _places: dict[int, int] = field(default_factory=dict)
    _texts: IO[bytes] = field(default_factory=lambda: tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._texts.close()

    @property
    def count(self) -> int:
        """Sessions in the file, readable or not."""
        return len(self.found) + len(self.rejected)

    def add(self, row: ProgrammeRow | Rejected) -> None:
        """Lay the next row of the file by."""
        if isinstance(row, Rejected):
            self.rejected.append(row)
            return
        self.rooms.setdefault(row.room, None)
        self.last_end = max(self.last_end, row.ends_at)
        self._places[row.row] = self._texts.tell()
        self._texts.write(json.dumps(_as_list(row), ensure_ascii=False).encode() + b"\n")
        self.found.append(seen(row))

    def rows(self, numbers: Sequence[int]) -> Iterator[ProgrammeRow]:
        """The rows of these numbers, whole, in the order given."""
        for number in numbers:
            self._texts.seek(self._places[number])
            yield _from_list(json.loads(self._texts.readline()))


def spool_programme(*, stream: BinaryIO, site: Site, zone: str = "", progress: Progress | None = None) -> Spool:
    """Read the whole file without touching the database. Close the result, or use it in a with statement.

    Raises Unreadable for what is no programme, breaks off, or holds no session.
    """
    watched = _Watched(stream, progress)
    programme = open_programme(watched, site_zone=site.zone, zone=zone, is_secret=_is_secret)  # type: ignore[arg-type]
    spool = Spool(programme.header, rooms=dict(programme.header.rooms))
    try:
        for row in programme.rows():
            spool.add(row)
        if not spool.count:
            raise Unreadable(N_("The programme holds no session."))
    except BaseException:
        spool.__exit__()
        raise
    spool.sha256 = watched.sha256()
    return spool


def _is_secret(text: str) -> bool:
    return secret_mark(text) is not None


class _Watched:
    """The stream, telling how far it has been read."""

    def __init__(self, stream: BinaryIO, progress: Progress | None) -> None:
        self._stream, self._progress = stream, progress
        self._size = stream.seek(0, 2)
        self._done = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self._done = 0
        return self._stream.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._done += len(data)
        if self._progress is not None:
            self._progress("reading", self._done, self._size)
        return data

    def sha256(self) -> str:
        self._stream.seek(0)
        digest = hashlib.sha256()
        while data := self._stream.read(1024 * 1024):
            digest.update(data)
        return digest.hexdigest()


_WORDS = ("row", "external_id", "title", "subtitle", "track", "kind", "language", "room")


def _as_list(row: ProgrammeRow) -> list[Any]:
    times = row.starts_at.timestamp(), row.ends_at.timestamp()
    return [*(getattr(row, name) for name in _WORDS), *times, row.abstract, row.url, row.links, row.speakers]


def _from_list(values: list[Any]) -> ProgrammeRow:
    *words, starts, ends, abstract, url, links, speakers = values
    starts_at, ends_at = (datetime.fromtimestamp(moment, UTC) for moment in (starts, ends))
    named = dict(zip(_WORDS, words, strict=True))
    people = tuple((key, name) for key, name in speakers)
    return ProgrammeRow(
        **named, starts_at=starts_at, ends_at=ends_at, abstract=abstract, url=url, links=tuple(links), speakers=people
    )
