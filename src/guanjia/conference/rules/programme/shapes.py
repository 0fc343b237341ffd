"""Where sessions lie in the JSON flavours, and the names their fields go by."""

from collections.abc import Mapping, Sequence
from typing import Any

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.rows import RawRow

ITEM = "[]"
"""Stands in a path for any place of a list."""
_WRAPPERS = frozenset({"schedule", "conference", "conference_events", "data"})
_LISTS = frozenset({"talks", "results", "events", "sessions", "submissions", "slots"})
_LOOKUPS = frozenset({"rooms", "tracks", "speakers", "persons"})
_LANGUAGES = ("zh-hans", "zh-cn", "zh", "en", "de")
_CANCELLED = frozenset({"cancelled", "canceled", "withdrawn"})
_RECOGNISED = frozenset({"title", "name", "start", "start_time", "startsAt", "slot", "slots", "submission", "guid"})

Lookups = Mapping[str, Mapping[str, str]]


def is_session(path: Sequence[str]) -> bool:
    """Whether an object at this path is a session: an item of a list of sessions, or of a room of a day."""
    if not path or path[-1] != ITEM:
        return False
    if "days" in path:
        return _is_session_of_day(path[path.index("days") + 1 :])
    inner = [step for step in path[:-1] if step not in _WRAPPERS]
    return path[:-1] in ([], ["schedule"]) or (len(inner) == 1 and inner[0] in _LISTS and path[-2] in _LISTS)


def _is_session_of_day(path: Sequence[str]) -> bool:
    """`path` begins below days: [], rooms, Hall A, []  -  [], rooms, [], events, []  -  [], events, []"""
    if path[:2] == [ITEM, "rooms"]:
        return (len(path) == 4 and path[2] != ITEM) or (len(path) == 5 and path[2] == ITEM and path[3] in _LISTS)
    return len(path) == 3 and path[0] == ITEM and path[1] in _LISTS


def is_lookup(path: Sequence[str]) -> str:
    """rooms, tracks or speakers when an object at this path describes one; else ""."""
    if len(path) < 2 or path[-1] != ITEM or path[-2] not in _LOOKUPS or not set(path[:-2]) <= _WRAPPERS:
        return ""
    return "speakers" if path[-2] == "persons" else path[-2]


def looks_like_session(value: object) -> bool:
    """Whether an object carries any field by which a session is known."""
    return isinstance(value, Mapping) and not _RECOGNISED.isdisjoint(value)


def word(value: object) -> str:
    """The text of a value: itself, a number, or the best language of {"en": ..., "de": ...}. Else ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        if "name" in value or "title" in value:
            return word(value.get("name") or value.get("title"))
        for language in (*_LANGUAGES, *value):
            if isinstance(text := value.get(language), str) and text:
                return text
        return ""
    return "" if value is None or isinstance(value, bool | list) else str(value)


def key_words(value: Mapping[str, Any]) -> list[str]:
    """The ids an object of a lookup can be referred to by."""
    return [word(value[key]) for key in ("id", "guid", "code", "slug") if value.get(key) not in (None, "")]


def raw_rows(value: Mapping[str, Any], row: int, room: str, day: Mapping[str, str], lookups: Lookups) -> list[RawRow]:
    """One session, or one for each of its slots when it lists several."""
    inner = value.get("submission")
    if isinstance(inner, Mapping):  # a list of slots, each with the session inside
        value = {**inner, **{key: part for key, part in value.items() if key != "submission" and part is not None}}
    slots = [slot for slot in _list(value.get("slots")) if isinstance(slot, Mapping)]
    if not slots:
        slots = [value["slot"]] if isinstance(value.get("slot"), Mapping) else [{}]
    return [
        _raw_row({**value, **slot}, row + number, _ids(value, number), room, day, lookups)
        for number, slot in enumerate(slots)
    ]


def _raw_row(
    value: Mapping[str, Any], row: int, ids: tuple[str, ...], room: str, day: Mapping[str, str], lookups: Lookups
) -> RawRow:
    def text(*names: str) -> str:
        return next((found for name in names if (found := word(value.get(name)))), "")

    def named(kind: str, *names: str) -> str:
        for name in names:
            part = value.get(name)
            if isinstance(part, Mapping) and not word(part):
                part = next(iter(key_words(part)), "")
            if found := word(part):
                return lookups.get(kind, {}).get(found, found)
        return ""

    return RawRow(
        row=row,
        ids=ids,
        title=text("title", "name", "summary"),
        subtitle=text("subtitle"),
        track=named("tracks", "track"),
        kind=text("type", "submission_type", "event_type", "kind"),
        language=text("language", "content_locale"),
        room=named("rooms", "room", "room_name", "location", "hall", "roomId", "room_id") or room,
        date=text("date"),
        start=text("start", "start_time", "starts_at", "startsAt"),
        end=text("end", "end_time", "ends_at", "endsAt"),
        duration=text("duration"),
        day=day.get("date", ""),
        day_from=day.get("day_start") or day.get("start", ""),
        day_until=day.get("day_end") or day.get("end", ""),
        abstract=text("abstract"),
        description=text("description"),
        url=text("url", "public_url", "origin_url"),
        links=tuple(_link(link) for link in _list(value.get("links"))[: limits.LINKS]),
        speakers=tuple(_speakers(value, lookups))[: limits.SPEAKERS],
        cancelled=text("state", "status").lower() in _CANCELLED,
    )


def _ids(value: Mapping[str, Any], number: int) -> tuple[str, ...]:
    suffix = f"-{number}" if number else ""
    names = ("guid", "id", "code", "slug", "url")
    return tuple(text + suffix if (text := word(value.get(name))) else "" for name in names)


def _speakers(value: Mapping[str, Any], lookups: Lookups) -> list[tuple[str, str]]:
    names = ("persons", "speakers", "participants", "presenters")
    people = next((found for name in names if (found := _list(value.get(name)))), [])
    known = lookups.get("speakers", {})
    speakers = []
    for person in people:
        if isinstance(person, Mapping):
            key = next(iter(key_words(person)), "")
            own = next((text for name in _NAMES if (text := word(person.get(name)))), "")
            speakers.append((key, own or known.get(key, "")))
        elif text := word(person):
            speakers.append((text if text in known else "", known.get(text, text)))
    return speakers


_NAMES = ("public_name", "name", "full_public_name", "fullName", "full_name", "display_name")


def name_of(value: Mapping[str, Any], kind: str) -> str:
    """What an object of a lookup is called; a track without a name goes by its slug."""
    names: Sequence[str] = _NAMES if kind == "speakers" else ("name", "title", "slug")
    return next((text for name in names if (text := word(value.get(name)))), "")


def _link(value: object) -> str:
    if isinstance(value, Mapping):
        return word(value.get("url") or value.get("href"))
    return word(value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
