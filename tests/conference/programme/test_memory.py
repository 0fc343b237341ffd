"""A large file is read in the memory of a small one."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from guanjia.conference.rules.programme.reading import open_programme
from guanjia.conference.rules.programme.rows import ProgrammeRow

MEGABYTE = 1024 * 1024
SIZE = 4 * MEGABYTE
TEXT = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 60


def xml_pieces() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?><schedule><conference><title>Big</title></conference>'
    yield '<day date="2026-03-01"><room name="A">'
    for number in range(10**9):
        yield (
            f'<event id="{number}"><start>10:00</start><duration>00:30</duration><room>A</room>'
            f"<title>Talk {number}</title><abstract>{TEXT}</abstract></event>"
        )


def json_pieces() -> Iterator[str]:
    yield '{"schedule":{"conference":{"title":"Big","days":[{"date":"2026-03-01","rooms":{"A":[{"title":"x"}'
    for number in range(10**9):
        session = {"id": number, "start": "10:00", "duration": "00:30", "title": f"Talk {number}", "abstract": TEXT}
        yield "," + json.dumps(session)


def ical_pieces() -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\n"
    for number in range(10**9):
        yield (
            f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:Talk {number}\r\nLOCATION:A\r\nDTSTART:20260301T100000Z\r\n"
            f"DURATION:PT30M\r\nDESCRIPTION:{TEXT}\r\nEND:VEVENT\r\n"
        )


FLAVOURS = {
    "xml": (xml_pieces, "</room></day></schedule>"),
    "json": (json_pieces, "]}}]}}}"),
    "ical": (ical_pieces, "END:VCALENDAR\r\n"),
}


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_large_file_is_read_in_bounded_memory(flavour: str, tmp_path: Path) -> None:
    pieces, end = FLAVOURS[flavour]
    path = tmp_path / "big"
    with path.open("w", encoding="utf-8", newline="") as file:
        written = 0
        for piece in pieces():
            written += file.write(piece)
            if written > SIZE:
                break
        file.write(end)
    tracemalloc.start()
    try:
        with path.open("rb") as stream:
            rows = open_programme(stream, site_zone="UTC", is_secret=lambda text: False).rows()
            good = sum(isinstance(row, ProgrammeRow) for row in rows)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert good > 1000
    assert peak < 2 * MEGABYTE + 300 * good  # the ids, to find repeated ones, and nothing else
