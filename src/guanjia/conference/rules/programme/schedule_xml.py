"""Pentabarf and frab schedule XML: <schedule><conference/><day><room><event>, with or without rooms and namespaces."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.rows import RawRow, Unreadable
from guanjia.conference.rules.programme.source import Source
from guanjia.kernel.words import gettext_noop as N_

_FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "track": "track",
    "type": "kind",
    "language": "language",
    "room": "room",
    "date": "date",
    "start": "start",
    "end": "end",
    "duration": "duration",
    "abstract": "abstract",
    "description": "description",
    "url": "url",
    "conf_url": "url",
    "slug": "slug",
    "status": "status",
    "state": "status",
}
_CANCELLED = frozenset({"cancelled", "canceled", "withdrawn"})


@dataclass
class XmlHeader:
    """The texts of <conference> by element name, with the schedule's `version`; the rooms that have an element."""

    texts: dict[str, str] = field(default_factory=dict)
    rooms: dict[str, None] = field(default_factory=dict)


def read_header(source: Source) -> XmlHeader:
    """Reads the file once to its end, because a day may list rooms that no day before had."""
    target = _Target()
    for _rows in _parse(source, target):
        pass
    return target.header


def read_rows(source: Source) -> Iterator[RawRow]:
    """The sessions in the order of the file. Raises Unreadable where the XML breaks."""
    for rows in _parse(source, _Target()):
        yield from rows


def _parse(source: Source, target: "_Target") -> Iterator[list[RawRow]]:
    """One list of finished sessions per chunk of text, often empty."""
    parser = DefusedXMLParser(target=target, encoding="utf-8")
    unclosed = 0
    try:
        for chunk in source.chunks():
            unclosed = 0 if ">" in chunk else unclosed + len(chunk)
            if unclosed > limits.TOKEN:
                raise Unreadable(N_("The file holds one piece of more than 32 MB, which no programme has."))
            parser.feed(chunk)
            yield target.taken()
        parser.close()
        yield target.taken()
    except ParseError as error:
        line = error.position[0]
        raise Unreadable(N_("The XML breaks off or is not well formed in line %(line)s."), line=line) from None
    except DefusedXmlException:
        raise Unreadable(N_("The XML declares entities of its own, which are refused for safety.")) from None


@dataclass
class _Session:
    """A session while its element is open."""

    depth: int
    ids: tuple[str, ...]
    texts: dict[str, str] = field(default_factory=dict)
    speakers: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    person_id: str = ""


class _Target:
    """Receives the parser's events and keeps one session at a time."""

    def __init__(self) -> None:
        self.header = XmlHeader()
        self._rows: list[RawRow] = []
        self._path: list[str] = []
        self._count = 0
        self._day: Mapping[str, str] = {}
        self._room = ""
        self._session: _Session | None = None
        self._text: list[str] = []
        self._length = 0

    def taken(self) -> list[RawRow]:
        """The sessions finished since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _local(tag)
        if not self._path:
            _check_root(name)
        if len(self._path) >= limits.DEPTH:
            raise Unreadable(N_("The file is nested deeper than any programme."))
        self._path.append(name)
        session = self._session
        if session is None:
            self._text, self._length = [], 0
            self._open(name, {_local(key): value for key, value in attributes.items()})
        elif len(self._path) == session.depth + 1:
            self._text, self._length = [], 0
        elif name in {"person", "link"} and len(self._path) == session.depth + 2:
            self._text, self._length = [], 0
            given = {_local(key): value for key, value in attributes.items()}
            if name == "person":
                session.person_id = given.get("guid") or given.get("code") or given.get("id") or ""
            elif len(session.links) < limits.LINKS and given.get("href"):
                session.links.append(given["href"])

    def data(self, text: str) -> None:
        if self._length < limits.TEXT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        name = self._path.pop()
        session = self._session
        if session is None:
            self._close(name)
        elif len(self._path) < session.depth:
            self._rows.append(self._row(session))
            self._session = None
        elif len(self._path) == session.depth and name in _FIELDS:
            session.texts.setdefault(_FIELDS[name], self._taken_text())
        elif name == "person" and len(self._path) == session.depth + 1 and len(session.speakers) < limits.SPEAKERS:
            session.speakers.append((session.person_id, self._taken_text()))

    def close(self) -> None:
        """The parser has come to the end; nothing is left to do."""

    def _open(self, name: str, given: Mapping[str, str]) -> None:
        if name == "day":
            self._day, self._room = given, ""
        elif name == "room" and "conference" not in self._path:
            self._room = given.get("name", "")
            if self._room and len(self.header.rooms) < limits.ROOMS:
                self.header.rooms[self._room] = None
        elif name == "event":
            self._count += 1
            ids = tuple(given.get(key, "") for key in ("guid", "id", "code"))
            self._session = _Session(len(self._path), ids)

    def _close(self, name: str) -> None:
        parent = self._path[-1] if self._path else ""
        if parent == "conference" or (parent == "schedule" and name == "version"):
            self.header.texts.setdefault(name, self._taken_text().strip()[: limits.TITLE])
        elif name == "room":
            self._room = ""
        elif name == "day":
            self._day = {}

    def _taken_text(self) -> str:
        text = "".join(self._text)
        self._text, self._length = [], 0
        return text

    def _row(self, session: _Session) -> RawRow:
        texts = session.texts
        slug, status = texts.pop("slug", ""), texts.pop("status", "")
        if not texts.get("room", "").strip():
            texts["room"] = self._room
        return RawRow(
            row=self._count,
            ids=(*session.ids, slug),
            day=self._day.get("date", ""),
            day_from=self._day.get("start", ""),
            day_until=self._day.get("end", ""),
            links=tuple(session.links),
            speakers=tuple(session.speakers),
            cancelled=status.strip().lower() in _CANCELLED,
            **texts,  # type: ignore[arg-type]
        )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _check_root(name: str) -> None:
    if name == "schedule":
        return
    if name.lower() == "html":
        raise Unreadable(N_("This is a web page. Save the programme itself: schedule XML, JSON or iCalendar."))
    if name.lower() == "icalendar":
        raise Unreadable(N_("This is a calendar written as XML (xCal). Export it as iCalendar or schedule XML."))
    raise Unreadable(N_("This XML begins with <%(name)s>, not with <schedule>."), name=name[:40])
