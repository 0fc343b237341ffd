"""iCalendar: one VEVENT is a session, a recurring one as many as it has starts. Streamed, one entry at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from icalendar import Calendar

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.ical_lines import Line, lines
from guanjia.conference.rules.programme.ical_repeats import starts
from guanjia.conference.rules.programme.ical_times import Zones, span_of, wall_time
from guanjia.conference.rules.programme.moments import find_zone
from guanjia.conference.rules.programme.rows import RawRow, RowBroken, Unreadable
from guanjia.conference.rules.programme.source import Source
from guanjia.kernel.words import gettext_noop as N_

_CALENDAR_TEXTS = {"X-WR-CALNAME": "title", "NAME": "title", "X-WR-CALDESC": "subtitle", "X-WR-TIMEZONE": "zone"}
_MANY = frozenset({"RRULE", "RDATE", "EXDATE", "ATTENDEE", "ATTACH"})
_ZONE_LINES = 400
_OWN_ZONES = 100


@dataclass
class IcalHeader:
    """Texts of the calendar; zones it defines; (UID, RECURRENCE-ID) of entries that replace one start of another."""

    texts: dict[str, str] = field(default_factory=dict)
    own_zones: dict[str, tzinfo] = field(default_factory=dict)
    replacements: list[tuple[str, Line]] = field(default_factory=list)


@dataclass
class _Entry:
    """The lines of one VEVENT. `many` holds those that may stand more than once."""

    lines: dict[str, Line] = field(default_factory=dict)
    many: dict[str, list[Line]] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        if line.name not in _MANY:
            self.lines.setdefault(line.name, line)
        elif len(self.many.setdefault(line.name, [])) < 500:
            self.many[line.name].append(line)

    def text(self, name: str) -> str:
        line = self.lines.get(name)
        return line.text if line else ""


def read_header(source: Source) -> IcalHeader:
    """Reads the file once to its end, because zones and replacements may stand after what needs them."""
    header = IcalHeader()
    for item in _components(source, zones=True):
        if isinstance(item, list):
            _learn_zone(header, item)
        elif isinstance(item, _Entry):
            if "RECURRENCE-ID" in item.lines:
                header.replacements.append((item.text("UID").strip(), item.lines["RECURRENCE-ID"]))
        elif name := _CALENDAR_TEXTS.get(item.name):
            header.texts.setdefault(name, item.text.strip()[: limits.TITLE])
    return header


def read_rows(source: Source, header: IcalHeader, floating: tzinfo | None, floating_name: str) -> Iterator[RawRow]:
    """The sessions in the order of the file; starts of a recurring one follow each other.

    `floating` is the zone for times without one; None when it is named and unknown. Raises Unreadable for a
    calendar that breaks off.
    """
    zones = Zones(header.own_zones, floating, floating_name)
    replaced = _replaced(header, zones)
    count = 0
    for entry in _components(source):
        if not isinstance(entry, _Entry):
            continue
        for row in _rows(entry, replaced, zones):
            count += 1
            yield replace(row, row=count)


def _components(source: Source, zones: bool = False) -> Iterator[Line | list[str] | _Entry]:
    """Lines of the calendar itself, its VEVENTs and, if asked, its VTIMEZONEs as lists of raw lines."""
    stack: list[str] = []
    entry: _Entry | None = None
    zone: list[str] | None = None
    for line in lines(source):
        name = line.value.strip().upper() if line.name in {"BEGIN", "END"} else ""
        if line.name == "BEGIN":
            stack.append(name)
            if len(stack) > limits.DEPTH:
                raise Unreadable(N_("The file is nested deeper than any programme."))
            entry = _Entry() if name == "VEVENT" and entry is None else entry
            zone = [] if name == "VTIMEZONE" and zones else zone
        if zone is not None and len(zone) < _ZONE_LINES:
            zone.append(_as_written(line))
        if line.name == "END":
            if not stack or stack.pop() != name:
                raise Unreadable(N_("The calendar is broken: END:%(name)s closes nothing."), name=name[:40])
            if name == "VEVENT" and entry is not None and "VEVENT" not in stack:
                yield entry
                entry = None
            elif name == "VTIMEZONE" and zone is not None:
                yield zone
                zone = None
        elif entry is not None and stack[-1:] == ["VEVENT"]:
            entry.add(line)
        elif stack == ["VCALENDAR"] and line.name != "BEGIN":
            yield line
    if stack:
        raise Unreadable(N_("The calendar breaks off before END:%(name)s."), name=stack[-1][:40])


def _as_written(line: Line) -> str:
    parameters = "".join(f";{key}={value}" for key, value in line.parameters.items())
    return f"{line.name}{parameters}:{line.value}"


def _learn_zone(header: IcalHeader, written: list[str]) -> None:
    """A zone that the calendar defines itself; one that makes no sense stays unknown."""
    name = next((line.partition(":")[2] for line in written if line.startswith("TZID")), "")
    if not name or name in header.own_zones or find_zone(name) or len(header.own_zones) >= _OWN_ZONES:
        return
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-", *written, "END:VCALENDAR", ""])
    try:
        component = Calendar.from_ical(text).walk("VTIMEZONE")[0]
        header.own_zones[name] = component.to_tz(lookup_tzid=False)  # type: ignore[attr-defined]
    except Exception:
        return


def _replaced(header: IcalHeader, zones: Zones) -> dict[str, set[datetime]]:
    """By UID the starts that an entry of their own replaces."""
    replaced: dict[str, set[datetime]] = {}
    for uid, line in header.replacements:
        try:
            replaced.setdefault(uid, set()).add(wall_time(line, zones).at)
        except RowBroken:  # that entry's own row says so
            continue
    return replaced


def _rows(entry: _Entry, replaced: dict[str, set[datetime]], zones: Zones) -> Iterator[RawRow]:
    uid = entry.text("UID").strip()
    row = RawRow(
        row=0,
        ids=(uid,),
        title=entry.text("SUMMARY"),
        track=entry.text("CATEGORIES"),
        room=entry.text("LOCATION"),
        description=entry.text("DESCRIPTION"),
        url=entry.text("URL"),
        links=tuple(line.value for line in entry.many.get("ATTACH", []) if line.value.startswith("http")),
        speakers=tuple(_speakers(entry)),
        cancelled=entry.text("STATUS").strip().upper() == "CANCELLED",
    )
    try:
        for key, starts_at, span in _times(entry, replaced.get(uid, set()), zones):
            yield replace(row, ids=(uid + key if uid else "",), starts_at=starts_at, ends_at=starts_at + span)
    except RowBroken as broken:
        yield replace(row, broken=broken.reason)
    except OverflowError:
        yield replace(row, broken=RowBroken(N_("The duration is too long.")).reason)


def _times(entry: _Entry, replaced: set[datetime], zones: Zones) -> list[tuple[str, datetime, timedelta]]:
    """(what to add to the UID, start, length) of each start of an entry."""
    begins = entry.lines.get("DTSTART")
    if begins is None or not begins.value.strip():
        raise RowBroken(N_("It has no start."))
    first = wall_time(begins, zones)
    span = span_of(first, entry.lines.get("DTEND"), entry.lines.get("DURATION"), zones)
    if "RECURRENCE-ID" in entry.lines:
        original = wall_time(entry.lines["RECURRENCE-ID"], zones).at
        return [(_key(original), first.at, span)]
    rules, added, removed = (entry.many.get(name, []) for name in ("RRULE", "RDATE", "EXDATE"))
    if not rules and not added:
        return [("", first.at, span)]
    moments = [wall.at for wall in starts(first, rules, added, removed, zones)]
    return [(_key(moment), moment, span) for moment in moments if moment not in replaced]


def _key(moment: datetime) -> str:
    return f"/{moment:%Y%m%dT%H%M%SZ}"


def _speakers(entry: _Entry) -> Iterator[tuple[str, str]]:
    """Attendees without a mailbox, or who chair: so programmes name their speakers. Guests are not speakers."""
    for line in entry.many.get("ATTENDEE", [])[: limits.SPEAKERS]:
        name = line.parameters.get("CN", "").strip()
        chairs = line.parameters.get("ROLE", "").upper() in {"CHAIR", "SPEAKER"}
        if name and "@" not in name and (chairs or "@" not in line.value):
            yield "", name
