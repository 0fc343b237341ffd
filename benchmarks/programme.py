"""Importing a programme: a thousand sessions in forty rooms, and the memory that a file of 100 MB takes."""

import io
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.framework import Arms, Figure, at_most, figure, seconds

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
SESSIONS, ROOMS, RUNS = 1_000, 40, 5
MEGABYTE = 1_000_000
TEXT = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 26
READ = r"""
import re, sys
from pathlib import Path
from guanjia.conference.rules.programme.reading import open_programme
with open(sys.argv[1], "rb") as stream:
    count = sum(1 for _ in open_programme(stream, site_zone="UTC", is_secret=lambda text: False).rows())
print(count, re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""  # the peak since this program began; getrusage would give the parent's


def run(arms: Arms) -> Iterator[Figure]:
    """Import as new, again unchanged, and with everything moved; then read large files in a process of their own."""
    yield from imports(arms)
    if arms.engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="guanjia-programme-") as folder:
            for flavour in ("xml", "json", "ical"):
                yield memory(arms, flavour, Path(folder))


def imports(arms: Arms) -> Iterator[Figure]:
    """Each kind of import, each time at a new site."""
    from guanjia.conference.actions.import_programme import import_programme  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings

    company = Company.objects.create(code="bench", name="Bench")
    first, moved = xml(SESSIONS, minute=0), xml(SESSIONS, minute=10)
    spent: dict[str, list[float]] = {"created": [], "unchanged": [], "moved": []}
    for number in range(RUNS):
        site = Site.objects.create(company=company, code=f"bench{number}", name="Bench")
        for name, data in (("created", first), ("unchanged", first), ("moved", moved)):

            def deed(data: bytes = data, name: str = name, site: Site = site) -> None:
                report = import_programme(site=site, stream=io.BytesIO(data), name="x", actor=None, at=NOW)
                assert getattr(report, name) == SESSIONS, report.as_json()

            spent[name].append(seconds(deed))
    for name, each in spent.items():
        told = f"import of {SESSIONS} sessions in {ROOMS} rooms, all {name}, {RUNS} runs"
        yield figure(arms.named(f"programme of {SESSIONS}, {name}"), statistics.median(each), "s", at_most(20), told)


def memory(arms: Arms, flavour: str, folder: Path) -> Figure:
    """Peak memory of reading 100 MB against 1 MB."""
    peaks = []
    for size in (1, 100):
        path = folder / "programme"
        count = write(path, flavour, size * MEGABYTE)
        done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
        read, peak = map(int, done.stdout.split())
        assert read == count, (read, count)
        peaks.append(peak)
    told = f"peak resident memory of reading 100 MB ({count} sessions) against 1 MB, one run each"
    return figure(arms.named(f"programme {flavour}, memory 100 MB : 1 MB"), peaks[1] / peaks[0], "x", at_most(2), told)


def xml(sessions: int, minute: int) -> bytes:
    """A conference of `sessions` talks of 45 minutes, twelve a day and room."""
    per_day = ROOMS * 12
    parts = ["<schedule><conference><title>Bench</title></conference>"]
    for number in range(sessions):
        if number % per_day == 0:
            parts.append(f'{"</day>" if number else ""}<day date="2026-07-{1 + number // per_day:02d}">')
        slot = number % per_day
        parts.append(xml_session(number, f"Hall {slot // 12}", f"{8 + slot % 12:02d}:{minute:02d}"))
    return "".join([*parts, "</day></schedule>"]).encode()


def xml_session(number: int, room: str, start: str) -> str:
    return (
        f'<event guid="g-{number}"><start>{start}</start><duration>00:45</duration><room>{room}</room>'
        f"<title>Talk {number}</title><abstract>{TEXT}</abstract>"
        f'<persons><person id="{number}">Speaker {number}</person></persons></event>'
    )


def write(path: Path, flavour: str, size: int) -> int:
    """A file of at least `size` bytes; returns its number of sessions."""
    begin, one, end = FLAVOURS[flavour]
    number, written = 0, 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(begin)
        while written < size:
            written += file.write(one(number))
            number += 1
        file.write(end)
    return number


def json_session(number: int) -> str:
    session = {"guid": f"g-{number}", "start": "09:00", "duration": "00:45", "title": f"Talk {number}"}
    return ("," if number else "") + json.dumps({**session, "abstract": TEXT, "persons": [{"public_name": "A"}]})


def ical_session(number: int) -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:g-{number}\r\nSUMMARY:Talk {number}\r\nLOCATION:Hall\r\nDTSTART:20260701T090000Z\r\n"
        f"DURATION:PT45M\r\nDESCRIPTION:{TEXT}\r\nEND:VEVENT\r\n"
    )


FLAVOURS = {
    "xml": (
        '<schedule><day date="2026-07-01">',
        lambda number: xml_session(number, "Hall", "09:00"),
        "</day></schedule>",
    ),
    "json": (
        '{"schedule":{"conference":{"days":[{"date":"2026-07-01","rooms":{"Hall":[',
        json_session,
        "]}}]}}}",
    ),
    "ical": ("BEGIN:VCALENDAR\r\n", ical_session, "END:VCALENDAR\r\n"),
}
