"""Schedule JSON: frab, pretalx export, pretalx widget and API, hub (schedule 2). Streamed, one session at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import ijson

from guanjia.conference.rules.programme import limits, shapes
from guanjia.conference.rules.programme.rows import RawRow, Unreadable
from guanjia.conference.rules.programme.source import Source, Utf8Reader
from guanjia.kernel.words import gettext_noop as N_

_HEADER = frozenset(
    {"title", "name", "acronym", "slug", "subtitle", "venue", "version", "time_zone_name", "timezone", "day_change"}
)
_TOP = frozenset({"schedule", "conference", "conference_events"})
_DAY = frozenset({"date", "day_start", "day_end", "start", "end"})


@dataclass
class JsonHeader:
    """Texts about the conference by place; names by id (`lookups`); rooms with their capacity; days in order."""

    texts: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, dict[str, str]] = field(default_factory=dict)
    rooms: dict[str, int | None] = field(default_factory=dict)
    days: list[dict[str, str]] = field(default_factory=list)


def read_header(source: Source) -> JsonHeader:
    """Reads the file once to its end, because JSON may name rooms and speakers after the sessions."""
    walker = _Walker(Walk.HEADER)
    for _ in walker.walk(source):
        pass
    if not walker.recognised:
        raise Unreadable(N_("This JSON is no programme: it has neither a schedule nor a list of sessions."))
    return walker.header


def read_rows(source: Source, header: JsonHeader) -> Iterator[RawRow]:
    """The sessions in the order of the file. Raises Unreadable where the JSON breaks."""
    count = 0
    for value, room, day in _Walker(Walk.ROWS).walk(source):
        known = header.days[day] if 0 <= day < len(header.days) else {}
        rows = shapes.raw_rows(value, count + 1, room, known, header.lookups)
        count += len(rows)
        yield from rows


class Walk:
    """What a walk through the file collects."""

    HEADER = "header"
    ROWS = "rows"


Found = tuple[Mapping[str, Any], str, int]
"""A session as written, the room it stands under, and the place of its day in the file, -1 for none."""


class _Walker:
    """Follows the parser's events. `path` holds keys, ITEM for the place in a list."""

    def __init__(self, walk: str) -> None:
        self.header = JsonHeader()
        self.recognised = False
        self._walk = walk
        self._path: list[str] = []
        self._day = -1
        self._room_name = ""
        self._builder: ijson.ObjectBuilder | None = None
        self._depth = 0
        self._kind = ""

    def walk(self, source: Source) -> Iterator[Found]:
        """Yields sessions as they are complete; nothing while collecting the header."""
        try:
            for event, value in ijson.basic_parse(_Guarded(source), use_float=True):
                found = self._step(event, value)
                if found is not None:
                    yield found
        except (ijson.JSONError, ValueError, OverflowError):  # the latter two for absurd numbers
            raise Unreadable(N_("The JSON breaks off or is not well formed.")) from None

    def _step(self, event: str, value: Any) -> Found | None:
        if self._builder is not None:
            return self._build(event, value)
        path = self._path
        if event == "map_key":
            path[-1] = value
            if len(path) == 1 and value in _TOP:
                self.recognised = True
        elif event in {"start_map", "start_array"}:
            self._descend(event)
        elif event in {"end_map", "end_array"}:
            path.pop()
        else:
            self._scalar(value)
        return None

    def _descend(self, event: str) -> None:
        path = self._path
        if len(path) > limits.DEPTH:
            raise Unreadable(N_("The file is nested deeper than any programme."))
        if event == "start_map":
            kind = "session" if shapes.is_session(path) else shapes.is_lookup(path)
            if kind and (self._walk == Walk.HEADER or kind == "session"):
                self._kind, self._depth, self._builder = kind, 1, ijson.ObjectBuilder()
                self._builder.event("start_map", None)
                return
            if path[-2:] == ["days", shapes.ITEM]:
                self._day += 1
                self.header.days.append({})
            elif path[-2:] == ["rooms", shapes.ITEM]:
                self._room_name = ""
        elif path[-2:-1] == ["rooms"] and "days" in path and len(self.header.rooms) < limits.ROOMS:
            self.header.rooms.setdefault(path[-1], None)
        path.append(shapes.ITEM if event == "start_array" else "")

    def _build(self, event: str, value: Any) -> Found | None:
        builder = self._builder
        assert builder is not None
        if event in {"start_map", "start_array"}:
            self._depth += 1
            if self._depth > limits.DEPTH:
                raise Unreadable(N_("The file is nested deeper than any programme."))
        elif event in {"end_map", "end_array"}:
            self._depth -= 1
        elif event == "string" and len(value) > limits.TEXT:
            value = value[: limits.TEXT]
        builder.event(event, value)
        if self._depth:
            return None
        self._builder = None
        return self._finished(builder.value)

    def _finished(self, value: Mapping[str, Any]) -> Found | None:
        if self._kind == "session":
            self.recognised = self.recognised or shapes.looks_like_session(value)
            return (value, self._room(), self._day if "days" in self._path else -1) if self._walk == Walk.ROWS else None
        name = shapes.name_of(value, self._kind)
        for key in shapes.key_words(value):
            self.header.lookups.setdefault(self._kind, {})[key] = name
        if self._kind == "rooms" and name and len(self.header.rooms) < limits.ROOMS:
            capacity = value.get("capacity")
            fits = isinstance(capacity, int) and 0 < capacity < 1_000_000
            self.header.rooms[name] = capacity if fits else None
        return None

    def _room(self) -> str:
        """The room whose list the session stands in, when the flavour keeps sessions under rooms."""
        path = self._path
        if "rooms" not in path:
            return ""
        return path[-2] if path[-3] == "rooms" else self._room_name

    def _scalar(self, value: Any) -> None:
        path = self._path
        if not path:
            return
        key = path[-1]
        if path[-3:-1] == ["days", shapes.ITEM] and key in _DAY:
            self.header.days[-1][key] = shapes.word(value)
        elif path[-3:-1] == ["rooms", shapes.ITEM] and key == "name":
            self._room_name = shapes.word(value)
        elif key in _HEADER and len(path) <= 3 and set(path[:-1]) <= {"schedule", "conference", "event"}:
            name = f"{path[-2]}.{key}" if len(path) > 1 else key
            self.header.texts.setdefault(name, shapes.word(value).strip()[: limits.TITLE])


class _Guarded:
    """The source for the parser; refuses a single string that would not fit in bounded memory."""

    def __init__(self, source: Source) -> None:
        self._reader = Utf8Reader(source)
        self._unbroken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._reader.read(size)
        self._unbroken = 0 if b'"' in data else self._unbroken + len(data)
        if self._unbroken > limits.TOKEN:
            raise Unreadable(N_("The file holds one piece of more than 32 MB, which no programme has."))
        return data
