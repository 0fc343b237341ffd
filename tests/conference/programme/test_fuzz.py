"""Whatever the bytes: rows, reasons, or a refusal in words; never anything else."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.conference.rules.programme.rows import ProgrammeRow, Rejected, Unreadable
from tests.conference.programme.making import make_ical, make_json, make_session, make_xml, rows_of

SAMPLES = Path(__file__).parents[3] / ".." / "shared" / "data" / "conference"
SESSIONS = [make_session(n, abstract="a & b <p>c</p>", type="talk", language="en") for n in range(1, 6)]
ENTRY = (
    "UID:1\nSUMMARY:T\nLOCATION:R\nDTSTART;TZID=Europe/Berlin:20260301T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3"
)
FILES = {
    "xml": make_xml(*SESSIONS),
    "xml16": make_xml(*SESSIONS, encoding="UTF-16"),
    "json": make_json(*SESSIONS),
    "ical": make_ical(ENTRY, ENTRY.replace("UID:1", "UID:2")),
}
TOKENS = [
    b"<",
    b">",
    b"&#0;",
    b'"',
    b"{",
    b"]",
    b"null",
    b"1e999",
    b"-",
    b"\x00",
    b"\xff",
    b"9999999999999",
    b"\r\n ",
    b":",
]


def read_or_refuse(data: bytes) -> None:
    try:
        rows = rows_of(data)
    except Unreadable as refusal:
        assert str(refusal)
        return
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        if isinstance(row, Rejected):
            assert str(row.reason)
        else:
            assert row.title and row.room and row.external_id and row.starts_at < row.ends_at


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few random cuts, repeats, swaps and insertions."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(out) + 1) for _ in range(2))
        end = min(end, at + chance.choice([1, 8, 200]))
        kind = chance.randrange(4)
        if kind == 0:
            del out[at:end]
        elif kind == 1:
            out[at:at] = out[at:end]
        elif kind == 2:
            out[at:at] = chance.choice(TOKENS)
        elif at < len(out):
            out[at] = chance.randrange(256)
        if not out:
            break
    return bytes(out)


@pytest.mark.parametrize("flavour", FILES)
def test_mutated_files_never_crash(flavour: str) -> None:
    chance = random.Random(f"programme {flavour}")
    for _ in range(400):
        read_or_refuse(mutate(FILES[flavour], chance))


@given(st.binary(max_size=300))
def test_any_bytes_never_crash(data: bytes) -> None:
    read_or_refuse(data)


@given(st.sampled_from([b"<schedule>", b'{"schedule":', b"[", b"BEGIN:VCALENDAR\r\n"]), st.binary(max_size=200))
def test_any_bytes_after_a_good_beginning_never_crash(beginning: bytes, data: bytes) -> None:
    read_or_refuse(beginning + data)


@pytest.mark.parametrize(
    ("name", "sessions", "rooms"),
    [
        ("fosdem-2007.xml", 215, 18),
        ("fosdem-2019.xml", 775, 33),
        ("fosdem-2024.xml", 674, 26),
        ("pretalx-democon.json", 36, 2),
        ("pretalx-rc3.json", 48, 5),
    ],
)
def test_real_programmes_are_read_without_a_loss(name: str, sessions: int, rooms: int) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip(f"the sample {name} does not lie beside the repository")
    rows = rows_of((SAMPLES / name).read_bytes())
    good = [row for row in rows if isinstance(row, ProgrammeRow)]
    assert (len(rows), len(good), len({row.room for row in good})) == (sessions, sessions, rooms)
    assert len({row.external_id for row in good}) == sessions


@pytest.mark.parametrize("name", ["fosdem-2007.xml", "pretalx-democon.json"])
def test_mutated_real_programmes_never_crash(name: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip(f"the sample {name} does not lie beside the repository")
    chance, data = random.Random(name), (SAMPLES / name).read_bytes()
    for _ in range(40):
        read_or_refuse(mutate(data, chance))
