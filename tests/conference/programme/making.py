"""Makes programme files of each flavour from plain sessions, and reads them back."""

import io
import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from guanjia.conference.rules.programme.reading import Programme, open_programme
from guanjia.conference.rules.programme.rows import ProgrammeRow, Rejected
from guanjia.foundation.secrecy.rules.marks import secret_mark

XML_FIELDS = ("date", "start", "duration", "end", "room", "slug", "title", "subtitle", "track", "type", "language")


def make_xml(
    *sessions: dict[str, Any],
    encoding: str = "UTF-8",
    declared: str = "",
    conference: str = "",
    day: str = "2026-03-01",
) -> bytes:
    """Frab schedule XML with one day. `conference` is the XML inside <conference>."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for session in sessions:
        rooms.setdefault(session.get("room", ""), []).append(session)
    inside = "".join(
        f"<room name={quoteattr(name)}>{''.join(map(_xml_event, group))}</room>" for name, group in rooms.items()
    )
    conference = conference or "<title>Open Days</title>"
    text = (
        f'<?xml version="1.0" encoding="{declared or encoding}"?>\n<schedule><version>v1</version>'
        f'<conference>{conference}</conference><day index="1" date="{day}">{inside}</day></schedule>'
    )
    return text.encode(encoding)


def _xml_event(session: dict[str, Any]) -> str:
    attributes = "".join(f" {key}={quoteattr(str(session[key]))}" for key in ("id", "guid") if key in session)
    fields = "".join(f"<{key}>{escape(str(session[key]))}</{key}>" for key in XML_FIELDS if key in session)
    people = "".join(
        f"<person id={quoteattr(str(key))}>{escape(name)}</person>" for key, name in session.get("persons", [])
    )
    text = f"<abstract>{escape(session.get('abstract', ''))}</abstract>"
    return f"<event{attributes}>{fields}{text}<persons>{people}</persons></event>"


def make_json(*sessions: dict[str, Any], day: str = "2026-03-01", **conference: Any) -> bytes:
    """Frab schedule JSON with one day."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for session in sessions:
        people = [{"id": key, "public_name": name} for key, name in session.get("persons", [])]
        rooms.setdefault(session.get("room", ""), []).append({**session, "persons": people})
    days = [{"index": 1, "date": day, "rooms": rooms}]
    return json.dumps(
        {"schedule": {"version": "v1", "conference": {"title": "Open Days", **conference, "days": days}}}
    ).encode()


def make_ical(*entries: str | dict[str, str], head: str = "X-WR-CALNAME:Open Days", tail: str = "") -> bytes:
    """A calendar. An entry is its lines as text, or a mapping of property to value."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *head.splitlines()]
    for entry in entries:
        body = entry.splitlines() if isinstance(entry, str) else [f"{key}:{value}" for key, value in entry.items()]
        lines += ["BEGIN:VEVENT", *body, "END:VEVENT"]
    return "\r\n".join([*lines, *tail.splitlines(), "END:VCALENDAR", ""]).encode()


def make_session(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A session of the frab flavours that can be made: an hour in Hall A from 09:00, one hour later for each number."""
    session = {
        "id": number,
        "guid": f"00000000-0000-4000-8000-{number:012d}",
        "title": f"Session {number}",
        "room": "Hall A",
        "start": f"{8 + number:02d}:00",
        "duration": "01:00",
        "persons": [(number, f"Speaker {number}")],
    }
    session.update(fields)
    return {key: value for key, value in session.items() if value is not None}


def opened(data: bytes, site_zone: str = "Asia/Shanghai", zone: str = "") -> Programme:
    return open_programme(
        io.BytesIO(data), site_zone=site_zone, zone=zone, is_secret=lambda text: secret_mark(text) is not None
    )


def rows_of(data: bytes, **options: str) -> list[ProgrammeRow | Rejected]:
    return list(opened(data, **options).rows())


def only_row(data: bytes, **options: str) -> ProgrammeRow:
    """The one session of the file, which must be good."""
    (row,) = rows_of(data, **options)
    assert isinstance(row, ProgrammeRow), row.reason
    return row


def reasons_of(rows: Iterable[ProgrammeRow | Rejected]) -> list[tuple[int, str]]:
    return [(row.row, str(row.reason)) for row in rows if isinstance(row, Rejected)]
