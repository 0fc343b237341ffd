"""iCalendar."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.conference.rules.programme.rows import Format, ProgrammeRow, Unreadable
from tests.conference.programme.making import make_ical, only_row, opened, reasons_of, rows_of

BASE = {
    "UID": "1@x",
    "SUMMARY": "Talk",
    "LOCATION": "Hall A",
    "DTSTART": "20260301T090000Z",
    "DTEND": "20260301T100000Z",
}
ZONE = """BEGIN:VTIMEZONE
TZID:Company Time
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE"""


def make_entry(**changes: str | None) -> str:
    """The lines of an entry: BASE with `changes` (None leaves a line out), then the lines of `raw`."""
    raw = changes.pop("raw", "") or ""
    values = {key: value for key, value in (BASE | changes).items() if value is not None}
    return "\n".join([*(f"{key}:{value}" for key, value in values.items()), *raw.splitlines()])


def starts_of(data: bytes, **options: str) -> list[str]:
    return [f"{row.starts_at:%m-%d %H:%M}" for row in rows_of(data, **options) if isinstance(row, ProgrammeRow)]


def test_an_entry_is_read_whole() -> None:
    data = make_ical(
        "UID:7@x\nSUMMARY:A\\, B\\; C\nLOCATION:Hall A\nDTSTART:20260301T090000Z\nDURATION:PT1H30M\n"
        "DESCRIPTION:one\\ntwo\nCATEGORIES:Main\nURL:https://example.org/7\n"
        'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Ann Lee":invalid:nomail\nATTENDEE;CN=Guest:mailto:guest@example.org'
    )
    row = only_row(data)
    assert (row.external_id, row.title, row.room, row.track) == ("7@x", "A, B; C", "Hall A", "Main")
    assert (row.starts_at, row.duration) == (datetime(2026, 3, 1, 9, 0, tzinfo=UTC), timedelta(minutes=90))
    assert (row.abstract, row.url, row.speakers) == ("one\ntwo", "https://example.org/7", (("", "Ann Lee"),))
    assert (opened(data).header.format, opened(data).header.title) == (Format.ICAL, "Open Days")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("DTSTART:20260301T090000Z", "DTEND:20260301T100000Z", "2026-03-01 09:00 1:00:00"),
        ("DTSTART:20260301T090000", "DTEND:20260301T100000", "2026-03-01 01:00 1:00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260301T090000", "DURATION:PT45M", "2026-03-01 08:00 0:45:00"),
        ('DTSTART;TZID="Europe/Berlin":20260301T090000', "DURATION:PT45M", "2026-03-01 08:00 0:45:00"),
        ("DTSTART;TZID=China Standard Time:20260301T090000", "DURATION:P1D", "2026-03-01 01:00 1 day, 0:00:00"),
        ("DTSTART;TZID=Company Time:20260301T090000", "DURATION:PT1H", "2026-03-01 06:00 1:00:00"),
        ("DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260303", "2026-02-28 16:00 2 days, 0:00:00"),
        ("DTSTART;VALUE=DATE:20260301", "SEQUENCE:0", "2026-02-28 16:00 1 day, 0:00:00"),
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT1H", "2026-03-29 01:30 1:00:00"),
        ("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT1H", "2026-10-25 00:30 1:00:00"),
        (
            "DTSTART;TZID=Europe/Berlin:20261025T013000",
            "DTEND;TZID=Europe/Berlin:20261025T033000",
            "2026-10-24 23:30 3:00:00",
        ),
    ],
)
def test_moments(start: str, end: str, expected: str) -> None:
    row = only_row(make_ical(f"UID:1\nSUMMARY:T\nLOCATION:R\n{start}\n{end}", tail=ZONE))
    assert f"{row.starts_at:%Y-%m-%d %H:%M} {row.duration}" == expected


def test_floating_times_follow_the_calendar_zone_then_the_site() -> None:
    entry = make_entry(DTSTART="20260301T090000", DTEND="20260301T100000")
    assert starts_of(make_ical(entry)) == ["03-01 01:00"]
    assert starts_of(make_ical(entry, head="X-WR-TIMEZONE:Europe/Berlin")) == ["03-01 08:00"]
    assert starts_of(make_ical(entry, head="X-WR-TIMEZONE:Europe/Berlin"), zone="UTC") == ["03-01 09:00"]
    unknown = make_ical(entry, make_entry(UID="2"), head="X-WR-TIMEZONE:Mars/Phobos")
    assert reasons_of(rows_of(unknown)) == [(1, "Nobody knows the time zone Mars/Phobos.")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", ["03-01 09:00", "03-02 09:00", "03-03 09:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260302T090000Z", ["03-01 09:00", "03-02 09:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260302T085959Z", ["03-01 09:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20260302", ["03-01 09:00", "03-02 09:00"]),
        ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260302T090000Z", ["03-01 09:00", "03-03 09:00"]),
        ("RDATE:20260305T100000Z", ["03-01 09:00", "03-05 10:00"]),
        ("RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=SU", ["03-01 09:00", "03-08 09:00"]),
    ],
)
def test_a_recurring_entry_is_as_many_sessions_as_it_has_starts(raw: str, expected: list[str]) -> None:
    data = make_ical(make_entry(raw=raw))
    assert starts_of(data) == expected
    ids = {row.external_id for row in rows_of(data)}
    assert len(ids) == len(expected)


def test_recurrence_keeps_the_hour_on_the_wall_over_a_dst_change() -> None:
    data = make_ical(
        "UID:1\nSUMMARY:T\nLOCATION:R\nDTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    )
    assert starts_of(data) == ["03-28 08:00", "03-29 07:00"]


@pytest.mark.parametrize("override_first", [True, False])
def test_a_replaced_start_moves_and_keeps_its_id(override_first: bool) -> None:
    master = make_entry(raw="RRULE:FREQ=DAILY;COUNT=3")
    override = make_entry(DTSTART="20260302T150000Z", DTEND="20260302T160000Z", raw="RECURRENCE-ID:20260302T090000Z")
    data = make_ical(*([override, master] if override_first else [master, override]))
    assert sorted(starts_of(data)) == ["03-01 09:00", "03-02 15:00", "03-03 09:00"]
    assert {row.external_id for row in rows_of(data)} == {f"1@x/2026030{day}T090000Z" for day in (1, 2, 3)}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"SUMMARY": None}, "It has no title."),
        ({"LOCATION": None}, "It has no room."),
        ({"DTSTART": None}, "It has no start."),
        ({"DTSTART": "20260230T090000Z"}, "The date 20260230T090000Z cannot be read."),
        ({"DTSTART": "tomorrow"}, "The date tomorrow cannot be read."),
        ({"DTEND": None}, "It has neither an end nor a duration."),
        ({"DTEND": "20260301T090000Z"}, "It lasts no time at all."),
        ({"DTEND": "20260301T080000Z"}, "It ends before it starts."),
        ({"DTEND": None, "DURATION": "-PT15M"}, "It ends before it starts."),
        ({"DTSTART": "00010101T000000Z"}, "The year 1 is not between 1970 and 2100."),
        ({"STATUS": "CANCELLED"}, "The file calls it off."),
        ({"RRULE": "FREQ=DAILY"}, "It recurs without an end."),
        ({"RRULE": "FREQ=DAILY;COUNT=1001"}, "It recurs more than 1000 times."),
        ({"RRULE": "FREQ=SECONDLY;COUNT=5"}, "The recurrence FREQ=SECONDLY;COUNT=5 cannot be read."),
        ({"RRULE": "FREQ=DAILY;COUNT=x"}, "The recurrence FREQ=DAILY;COUNT=x cannot be read."),
        ({"DESCRIPTION": "【机密】"}, "It carries a state-secret mark. Nothing of it was kept."),
    ],
)
def test_a_broken_entry_is_rejected_with_its_reason(changes: dict[str, str | None], reason: str) -> None:
    data = make_ical(make_entry(UID="0"), make_entry(**changes), make_entry(UID="2"))
    assert reasons_of(rows_of(data)) == [(2, reason)]


def test_an_unknown_zone_rejects_its_row_only() -> None:
    broken = "UID:2\nSUMMARY:T\nLOCATION:R\nDTSTART;TZID=Mars/Phobos:20260301T090000\nDURATION:PT1H"
    assert reasons_of(rows_of(make_ical(make_entry(), broken))) == [(2, "Nobody knows the time zone Mars/Phobos.")]


def test_a_rule_that_never_comes_true_ends() -> None:
    data = make_ical(make_entry(raw="RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"))
    assert starts_of(data) == ["03-01 09:00"]


def test_folded_lines_alarms_and_todos() -> None:
    entry = make_entry(
        SUMMARY="A long\n  title", raw="BEGIN:VALARM\nSUMMARY:not this\nTRIGGER:-PT5M\nEND:VALARM\nSTATUS:CONFIRMED"
    )
    data = make_ical(entry, tail="BEGIN:VTODO\nSUMMARY:no\nEND:VTODO")
    assert only_row(data).title == "A long title"
    assert only_row(data.replace(b"\r\n", b"\n")).title == "A long title"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "The calendar breaks off before END:VEVENT."),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "The calendar is broken: END:VEVENT closes nothing."),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "This is neither schedule XML, nor schedule JSON, nor iCalendar."),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 100, "The file is nested deeper than any programme."),
    ],
)
def test_a_broken_calendar_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        rows_of(data)
    assert str(refusal.value) == message


def test_gb18030_without_declaration_is_found() -> None:
    data = make_ical(make_entry(SUMMARY="开幕式")).decode().encode("gb18030")
    assert only_row(data).title == "开幕式"
