"""The way in: a file in one of the three formats, chosen by its content, as a header and a stream of rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, tzinfo
from typing import Any, BinaryIO

from guanjia.conference.rules.programme import ical, limits, schedule_json, schedule_xml
from guanjia.conference.rules.programme.checking import Checker, SecretTest
from guanjia.conference.rules.programme.moments import find_zone, parse_clock
from guanjia.conference.rules.programme.rows import (
    Format,
    Header,
    ProgrammeRow,
    RawRow,
    Rejected,
    RowBroken,
    Unreadable,
)
from guanjia.conference.rules.programme.source import Source
from guanjia.conference.rules.programme.words import one_line
from guanjia.kernel.words import gettext_noop as N_


@dataclass
class Programme:
    """A programme whose header is read; `rows` reads the rest."""

    header: Header
    zone: tzinfo | None
    """For times without an offset; None when the file names a zone that nobody knows."""
    _source: Source
    _parts: Any
    _is_secret: SecretTest

    def rows(self) -> Iterator[ProgrammeRow | Rejected]:
        """Every session of the file in its order, `row` counting from 1. Holds one session at a time.

        Can be called again. Raises Unreadable where the file breaks off, so write nothing before it is through.
        """
        checker = Checker(
            zone=self.zone,
            zone_name=self.header.zone,
            day_change=self.header.day_change,
            is_secret=self._is_secret,
        )
        for raw in self._raw():
            yield checker.check(raw)

    def _raw(self) -> Iterator[RawRow]:
        if self.header.format is Format.XML:
            return schedule_xml.read_rows(self._source)
        if self.header.format is Format.JSON:
            return schedule_json.read_rows(self._source, self._parts)
        return ical.read_rows(self._source, self._parts, self.zone, self.header.zone)


def open_programme(stream: BinaryIO, *, site_zone: str, zone: str = "", is_secret: SecretTest) -> Programme:
    """Recognise a programme and read what it says of the whole conference.

    `stream` is seekable and binary. Times without an offset are on the clock of `zone` if given, else of the zone
    that the file names, else of `site_zone`. `is_secret` says whether a text carries a state-secret mark: such a row
    is rejected, such a header refused. Raises Unreadable when the file is none of the three formats or `zone` unknown.
    """
    if zone and find_zone(zone) is None:
        raise Unreadable(N_("Nobody knows the time zone %(zone)s."), zone=zone[:40])
    source = Source(stream)
    found = _format(source)
    parts: Any
    if found is Format.XML:
        parts = schedule_xml.read_header(source)
        header = _header(found, parts.texts, parts.rooms)
    elif found is Format.JSON:
        parts = schedule_json.read_header(source)
        header = _header(found, _json_texts(parts.texts), parts.rooms)
    else:
        parts = ical.read_header(source)
        header = _header(found, parts.texts, {})
    if any(is_secret(text) for text in (*_texts(header), *header.rooms) if text):
        raise Unreadable(N_("The programme carries a state-secret mark. Nothing of it was kept."))
    return Programme(header, find_zone(zone or header.zone or site_zone), source, parts, is_secret)


def _texts(header: Header) -> tuple[str, ...]:
    return header.title, header.acronym, header.subtitle, header.venue, header.version


def _format(source: Source) -> Format:
    opening = source.opening()
    if opening.startswith("<"):
        return Format.XML
    if opening.startswith(("{", "[")):
        return Format.JSON
    if opening[:15].upper() == "BEGIN:VCALENDAR":
        return Format.ICAL
    raise Unreadable(N_("This is neither schedule XML, nor schedule JSON, nor iCalendar."))


def _header(found: Format, texts: Mapping[str, str], rooms: Mapping[str, int | None]) -> Header:
    return Header(
        format=found,
        title=one_line(texts.get("title", ""), 200),
        acronym=one_line(texts.get("acronym", ""), 80),
        subtitle=one_line(texts.get("subtitle", ""), 200),
        venue=one_line(texts.get("venue", ""), limits.NAME),
        version=one_line(texts.get("version", ""), 80),
        zone=(texts.get("time_zone_name") or texts.get("zone") or "").strip(),
        day_change=_day_change(texts.get("day_change", "")),
        rooms={name: capacity for text, capacity in rooms.items() if (name := one_line(text, limits.ROOM))},
    )


def _json_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """JSON says where a text stood: the conference's wins over the schedule's, that over the file's."""
    flat: dict[str, str] = {}
    for place in ("", "schedule.", "event.", "conference."):
        for name in ("title", "name", "acronym", "slug", "subtitle", "venue", "version", "time_zone_name", "timezone"):
            if text := texts.get(place + name):
                flat[{"name": "title", "slug": "acronym", "timezone": "time_zone_name"}.get(name, name)] = text
        if change := texts.get(place + "day_change"):
            flat["day_change"] = change
    return flat


def _day_change(text: str) -> time | None:
    try:
        return parse_clock(text) if text.strip() else None
    except RowBroken:
        return None
