"""iCalendar out and in: stable uid, growing sequence, zones, hostile input."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from icalendar import Calendar

from guanjia.foundation.calendars.public import (
    CalendarItem,
    Party,
    UnreadableCalendar,
    feed,
    feed_response,
    feed_token,
    invitation,
    read_calendar,
    read_token,
    uid_of,
)

NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def item(**changes: Any) -> CalendarItem:
    given: dict[str, Any] = {
        "uid": uid_of("conference.session", 7, "yard"),
        "sequence": 0,
        "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=2),
        "title": "全市经济工作会议",
        "changed_at": NINE - timedelta(days=7),
    }
    return CalendarItem(**(given | changes))


def event_of(text: bytes) -> Any:
    return Calendar.from_ical(text).walk("VEVENT")[0]


@pytest.mark.parametrize("zone", [ZONE, "UTC", "Europe/Berlin", "America/New_York"])
def test_a_feed_tells_the_same_moment_in_every_zone(zone: str) -> None:
    text = feed([item(place="多功能厅")], name="多功能厅", zone=zone)
    event = event_of(text)
    assert event["DTSTART"].dt == NINE
    assert event["DTEND"].dt == NINE + timedelta(hours=2)
    assert event["SUMMARY"] == "全市经济工作会议"
    assert (b"BEGIN:VTIMEZONE" in text) == (zone != "UTC")
    assert text.count(b"METHOD:PUBLISH") == 1
    assert max(len(line) for line in text.split(b"\r\n")) <= 75


def test_an_invitation_a_change_and_a_withdrawal_share_their_uid() -> None:
    guests = (Party("张三", "zhang@example.org"),)
    organiser = Party('Office "A"', "office@example.org")
    sent = [
        invitation(item(guests=guests, organiser=organiser), zone=ZONE),
        invitation(
            item(guests=guests, organiser=organiser, sequence=1, starts_at=NINE + timedelta(minutes=30)), zone=ZONE
        ),
        invitation(item(guests=guests, organiser=organiser, sequence=2, cancelled=True), zone=ZONE),
    ]
    events = [event_of(text) for text in sent]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert [str(Calendar.from_ical(text)["METHOD"]) for text in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert str(events[0]["ATTENDEE"]) == "mailto:zhang@example.org"
    assert events[0]["ATTENDEE"].params["CN"] == "张三"


def test_a_feed_names_no_guests() -> None:
    text = feed([item(guests=(Party("张三", "zhang@example.org"),))], name="x", zone=ZONE)
    assert b"zhang@example.org" not in text


@pytest.mark.parametrize("typed", ["a\r\nBEGIN:VEVENT\r\nUID:evil", "a;b,c\\d", "x" * 3000, "🎉 صورة", "\u2028"])
def test_typed_text_cannot_break_out(typed: str) -> None:
    hostile = item(title=typed, place=typed, text=typed, url=typed, guests=(Party(typed, "a@b.cn"),))
    for text in (feed([hostile], name=typed, zone=ZONE), invitation(hostile, zone=ZONE)):
        events = Calendar.from_ical(text).walk("VEVENT")
        assert len(events) == 1
        assert "evil" not in str(events[0]["UID"])


def test_what_is_written_is_read_back() -> None:
    written = [
        item(),
        item(uid="b", title="二", starts_at=NINE + timedelta(days=200), ends_at=NINE + timedelta(days=200, hours=1)),
    ]
    read = read_calendar(feed(written, name="x", zone="Europe/Berlin"), zone=ZONE)
    assert [(e.uid, e.title, e.starts_at, e.ends_at, e.problem) for e in read] == [
        (w.uid, w.title, w.starts_at, w.ends_at, "") for w in written
    ]


def outside(*lines: str) -> bytes:
    body = "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR"]
    )
    return body.encode()


SHANGHAI = ZoneInfo(ZONE)
READ = [
    (("DTSTART:20260305T010000Z", "DTEND:20260305T030000Z"), NINE, NINE + timedelta(hours=2), False, ""),
    (("DTSTART:20260305T090000", "DURATION:PT2H"), NINE, NINE + timedelta(hours=2), False, ""),
    (("DTSTART;TZID=Asia/Shanghai:20260305T090000",), NINE, None, False, ""),
    (("DTSTART;VALUE=DATE:20260305",), datetime(2026, 3, 5, tzinfo=SHANGHAI), None, True, ""),
    ((), None, None, False, "no_start"),
    (("DTSTART:nonsense",), None, None, False, "bad_time"),
    (("DTSTART:20260230T090000",), None, None, False, "bad_time"),
]


@pytest.mark.parametrize(("lines", "start", "end", "all_day", "problem"), READ, ids=range(len(READ)))
def test_entries_from_outside(lines: tuple[str, ...], start: Any, end: Any, all_day: bool, problem: str) -> None:
    (event,) = read_calendar(outside(*lines), zone=ZONE)
    assert (event.starts_at, event.ends_at, event.problem) == (start, end, problem)
    assert event.all_day == all_day


def test_an_unknown_zone_is_said() -> None:
    (event,) = read_calendar(outside("DTSTART;TZID=Mars/Olympus:20260305T090000"), zone=ZONE)
    assert event.problem == "unknown_zone"


HOSTILE = [
    (b"", "no_calendar"),
    (b"<html>", "no_calendar"),
    (b"\xff\xd8\xff\xe0", "no_calendar"),
    (b"BEGIN:VCALENDAR\r\n", "no_calendar"),
    (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "no_calendar"),
    (b"BEGIN:VEVENT\r\n" * 20_001, "too_many"),
    (b"x" * (20 * 1024 * 1024 + 1), "too_large"),
]


@pytest.mark.parametrize(("content", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_calendar_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableCalendar) as refused:
        read_calendar(content, zone=ZONE)
    assert refused.value.code == code


def test_a_token_opens_its_own_feed_only() -> None:
    token = feed_token("places.room", 7, reader_id=3)
    assert read_token(token) == ("places.room", 7, 3, 0)
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "", "x:y:z", token + "x", "🎉"):
        assert read_token(forged) is None


def test_a_feed_that_has_not_changed_is_not_sent_again() -> None:
    ask = RequestFactory()
    first = feed_response(ask.get("/x.ics"), b"BEGIN:VCALENDAR", name="多功能厅", etag="7-1")
    assert first["Content-Type"].startswith("text/calendar")
    again = feed_response(ask.get("/x.ics", headers={"If-None-Match": first["ETag"]}), b"", name="x", etag="7-1")
    assert again.status_code == 304
