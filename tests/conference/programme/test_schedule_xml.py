"""Pentabarf and frab schedule XML."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.conference.rules.programme.rows import Format, ProgrammeRow, Unreadable
from tests.conference.programme.making import make_session, make_xml, only_row, opened, reasons_of, rows_of


def test_a_session_is_read_whole() -> None:
    session = make_session(
        subtitle="in  short",
        track="Main",
        type="talk",
        language="en",
        abstract="<p>One &amp; two</p><p>three</p>",
        persons=[(7, "Ann Lee"), (8, " Bo  Li ")],
    )
    row = only_row(make_xml(session))
    assert row == ProgrammeRow(
        row=1,
        external_id="00000000-0000-4000-8000-000000000001",
        title="Session 1",
        subtitle="in short",
        track="Main",
        kind="talk",
        language="en",
        room="Hall A",
        starts_at=datetime(2026, 3, 1, 1, 0, tzinfo=UTC),
        ends_at=datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
        abstract="One & two\n\nthree",
        url="",
        links=(),
        speakers=(("7", "Ann Lee"), ("8", "Bo Li")),
    )


def test_header_tells_of_the_conference() -> None:
    conference = (
        "<title>Open Days 2026</title><acronym>od26</acronym><subtitle>s</subtitle><venue>Hall</venue>"
        "<day_change>04:00</day_change><time_zone_name>Europe/Berlin</time_zone_name>"
    )
    header = opened(make_xml(make_session(), conference=conference)).header
    found = (header.format, header.title, header.acronym, header.subtitle, header.venue, header.version, header.zone)
    assert found == (Format.XML, "Open Days 2026", "od26", "s", "Hall", "v1", "Europe/Berlin")
    assert header.rooms == {"Hall A": None}


@pytest.mark.parametrize(
    ("start", "expected"),
    [("03:59:59", "2026-03-02 03:59:59"), ("04:00", "2026-03-01 04:00:00"), ("04:00:01", "2026-03-01 04:00:01")],
)
def test_a_start_before_day_change_is_the_next_calendar_day(start: str, expected: str) -> None:
    data = make_xml(make_session(start=start), conference="<day_change>04:00:00</day_change>")
    assert f"{only_row(data, site_zone='UTC').starts_at:%Y-%m-%d %H:%M:%S}" == expected


def test_a_session_date_wins_over_day_and_day_change() -> None:
    data = make_xml(
        make_session(date="2026-03-05T01:30:00+02:00", start="10:00"), conference="<day_change>04:00</day_change>"
    )
    assert only_row(data).starts_at == datetime(2026, 3, 4, 23, 30, tzinfo=UTC)


def test_a_day_with_limits_says_what_is_after_midnight() -> None:
    data = make_xml(make_session(start="01:00"), make_session(2, start="11:00"))
    data = data.replace(
        b'date="2026-03-01"', b'date="2026-03-01" start="2026-03-01T11:00:00+08:00" end="2026-03-02T03:00:00+08:00"'
    )
    night, first = rows_of(data)
    assert isinstance(night, ProgrammeRow) and isinstance(first, ProgrammeRow)
    assert night.starts_at - first.starts_at == timedelta(hours=14)


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [("00:45", 45), ("1:30", 90), ("00:90", 90), ("01:30:00", 90), ("1:00:00:00", 1440), ("150", 150), ("PT1H30M", 90)],
)
def test_durations(duration: str, minutes: int) -> None:
    assert only_row(make_xml(make_session(duration=duration))).duration == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": " "}, "It has no title."),
        ({"room": ""}, "It has no room."),
        ({"start": None}, "It has no start."),
        ({"start": "25:00"}, "The start time 25:00 cannot be read."),
        ({"start": "noon"}, "The start time noon cannot be read."),
        ({"duration": None}, "It has neither an end nor a duration."),
        ({"duration": "00:00"}, "It lasts no time at all."),
        ({"duration": "-00:30"}, "Its duration is negative."),
        ({"duration": "long"}, "The duration long cannot be read."),
        ({"duration": "900:00"}, "It lasts longer than 31 days."),
        ({"duration": None, "end": "2026-02-28T10:00:00+08:00"}, "It ends before it starts."),
        ({"date": "2026-02-30"}, "The date 2026-02-30 cannot be read."),
        ({"date": "2026-02-30T10:00:00Z"}, "The date 2026-02-30T10:00:00Z cannot be read."),
        ({"date": "14.12.2026"}, "The date 14.12.2026 cannot be read."),
        ({"date": "1969-12-31"}, "The year 1969 is not between 1970 and 2100."),
        ({"date": "2101-01-01"}, "The year 2101 is not between 1970 and 2100."),
        ({"date": "0001-01-01T00:00:00+14:00"}, "The year 1 is not between 1970 and 2100."),
        ({"abstract": "机密★1年"}, "It carries a state-secret mark. Nothing of it was kept."),
        ({"persons": [(1, "密级:绝密")]}, "It carries a state-secret mark. Nothing of it was kept."),
    ],
)
def test_a_broken_session_is_rejected_with_its_reason(fields: dict[str, object], reason: str) -> None:
    rows = rows_of(make_xml(make_session(1), make_session(2, **fields), make_session(3)))
    assert [row.row for row in rows] == [1, 2, 3]
    bad = [number for number, why in reasons_of(rows) if why == reason]
    assert len(bad) == 1 and len(reasons_of(rows)) == 1


def test_an_end_may_be_a_time_of_day_after_midnight() -> None:
    data = make_xml(make_session(start="23:30", duration=None, end="00:15"))
    assert only_row(data).duration == timedelta(minutes=45)


def test_only_sessions_that_need_an_unknown_zone_are_rejected() -> None:
    data = make_xml(
        make_session(1),
        make_session(2, date="2026-03-01T10:00:00+01:00"),
        conference="<time_zone_name>Mars/Phobos</time_zone_name>",
    )
    assert reasons_of(rows_of(data)) == [(1, "Nobody knows the time zone Mars/Phobos.")]
    assert reasons_of(rows_of(data, zone="Europe/Berlin")) == []


def test_a_repeated_id_rejects_the_second() -> None:
    data = make_xml(make_session(1), make_session(2, guid=make_session(1)["guid"]))
    assert reasons_of(rows_of(data)) == [(2, "It repeats row 1.")]


def test_sessions_without_id_may_share_a_title_but_not_a_place() -> None:
    lunch = {"id": None, "guid": None, "title": "Lunch", "persons": []}
    data = make_xml(
        make_session(1, **lunch), make_session(2, **lunch, room="Hall B"), make_session(1, **lunch, subtitle="again")
    )
    rows = rows_of(data)
    assert reasons_of(rows) == [(2, "It repeats row 1.")]  # rows of Hall A stand together in the file
    assert len({row.external_id for row in rows}) == 1


def test_events_right_under_the_day_and_namespaces_are_read() -> None:
    data = (
        b'<?xml version="1.0"?><s:schedule xmlns:s="urn:x"><s:conference><s:title>T</s:title></s:conference>'
        b'<s:day date="2026-03-01"><s:event id="5"><s:start>10:00</s:start><s:duration>00:30</s:duration>'
        b"<s:room>R</s:room><s:title>A <b>bold</b> title</s:title></s:event></s:day></s:schedule>"
    )
    row = only_row(data)
    assert (row.external_id, row.title, row.room) == ("5", "A bold title", "R")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("UTF-8", ""),
        ("utf-8-sig", "UTF-8"),
        ("UTF-16", ""),
        ("utf-16-le", "UTF-16"),
        ("gb18030", "GBK"),
        ("gbk", "GB2312"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    data = make_xml(make_session(title="会议室开幕式"), encoding=encoding, declared=declared)
    assert only_row(data).title == "会议室开幕式"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\t ", "The file is empty."),
        (b"PK\x03\x04abc", "This is a ZIP archive or an Office document. Unpack it, or export the programme again."),
        (b"\x1f\x8b\x08", "This is a gzip archive. Unpack it first."),
        (b"<html><body/></html>", "This is a web page. Save the programme itself: schedule XML, JSON or iCalendar."),
        (b"<rss/>", "This XML begins with <rss>, not with <schedule>."),
        (b"hello", "This is neither schedule XML, nor schedule JSON, nor iCalendar."),
        (
            b'<?xml version="1.0" encoding="klingon"?><schedule/>',
            "The file says it is written in klingon, which is not known here.",
        ),
        (
            b'<?xml version="1.0" encoding="utf-8"?><schedule>\xff</schedule>',
            "Near byte 48 the file is not valid utf-8.",
        ),
        (b"<schedule><day>", "The XML breaks off or is not well formed in line 1."),
        (
            b'<!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>',
            "The XML declares entities of its own, which are refused for safety.",
        ),
        (b"<schedule>" + b"<a>" * 100, "The file is nested deeper than any programme."),
    ],
)
def test_a_file_that_is_no_programme_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        rows_of(data)
    assert str(refusal.value) == message


def test_a_secret_conference_is_refused_whole() -> None:
    with pytest.raises(Unreadable, match="state-secret mark"):
        opened(make_xml(make_session(), conference="<title>（绝密）会议</title>"))
