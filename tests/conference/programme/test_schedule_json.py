"""The flavours of schedule JSON."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from guanjia.conference.rules.programme.rows import Format, ProgrammeRow, Unreadable
from tests.conference.programme.making import make_json, make_session, only_row, opened, reasons_of, rows_of

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TIMES = {"start": "2026-03-01T09:00:00Z", "end": "2026-03-01T09:30:00Z"}


def make_file(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_frab_export_is_read() -> None:
    data = make_json(make_session(), acronym="od26", time_zone_name="Europe/Berlin")
    row = only_row(data)
    assert (row.title, row.room, row.speakers) == ("Session 1", "Hall A", (("1", "Speaker 1"),))
    assert row.starts_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    header = opened(data).header
    assert (header.format, header.title, header.acronym, header.version) == (Format.JSON, "Open Days", "od26", "v1")


@pytest.mark.parametrize("wrapped", [True, False])
def test_conference_may_stand_without_schedule_and_days_before_the_zone(wrapped: bool) -> None:
    conference = {
        "days": [{"rooms": {"Hall A": [make_session()]}, "date": "2026-03-01"}],
        "title": "Open Days",
        "time_zone_name": "Asia/Tokyo",
    }
    data = make_file({"schedule": {"conference": conference}} if wrapped else {"conference": conference})
    assert only_row(data).starts_at == datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
    assert opened(data).header.title == "Open Days"


def test_rooms_may_be_a_list() -> None:
    session = {key: value for key, value in make_session().items() if key != "room"}
    days = [{"date": "2026-03-01", "rooms": [{"name": "Hall B", "events": [session]}]}]
    assert only_row(make_file({"schedule": {"conference": {"days": days}}})).room == "Hall B"


def test_widget_names_rooms_tracks_and_speakers_after_the_talks() -> None:
    talk = {"code": "ABCDEF", "title": "T", "speakers": ["XYZ"], "track": 3, "room": 12, **TIMES, "duration": 30}
    data = make_file(
        {
            "talks": [
                talk,
                {"id": 9, "title": {"en": "Lunch"}, "room": 12, "start": TIMES["end"], "end": "2026-03-01T11:00Z"},
            ],
            "rooms": [{"id": 12, "name": {"en": "Main"}, "capacity": 300}],
            "tracks": [{"id": 3, "name": "Science"}],
            "speakers": [{"code": "XYZ", "name": "Ann Lee"}],
            "timezone": "Europe/Berlin",
        }
    )
    first, lunch = rows_of(data)
    assert isinstance(first, ProgrammeRow) and isinstance(lunch, ProgrammeRow)
    assert (first.external_id, first.room, first.track, first.speakers) == (
        "ABCDEF",
        "Main",
        "Science",
        (("XYZ", "Ann Lee"),),
    )
    assert (lunch.title, lunch.external_id) == ("Lunch", "9")
    assert opened(data).header.rooms == {"Main": 300}


def test_api_pages_have_slots_inside() -> None:
    talk = {
        "code": "ABCDEF",
        "title": "T",
        "speakers": [{"code": "XYZ", "name": "Ann Lee"}],
        "submission_type": {"en": "Talk"},
        "slot": {"room": {"en": "R101"}, **TIMES},
    }
    row = only_row(make_file({"count": 1, "next": None, "results": [talk]}))
    assert (row.room, row.kind, row.starts_at, row.speakers) == ("R101", "Talk", NINE, (("XYZ", "Ann Lee"),))


def test_a_talk_with_two_slots_is_two_sessions() -> None:
    slots = [
        {"room": {"name": {"en": "R1"}}, **TIMES},
        {"room": "R2", "start": TIMES["end"], "end": "2026-03-01T10:00Z"},
    ]
    rows = rows_of(make_file({"results": [{"code": "A", "title": "T", "slots": slots}]}))
    assert [(row.row, row.external_id) for row in rows] == [(1, "A"), (2, "A-1")]


def test_hub_schedule_lists_events_beside_the_conference() -> None:
    event = {
        "guid": "g-1",
        "title": "Opening",
        **TIMES,
        "room": {"guid": "room-1"},
        "track": {"slug": "ccc"},
        "participants": [{"guid": "p-1", "name": "Gabi", "role": "speaker"}],
    }
    conference = {
        "title": "C",
        "rooms": [{"guid": "room-1", "name": "Saal 1"}],
        "tracks": [{"slug": "ccc", "name": "CCC"}],
    }
    days = [{"date": "2026-03-01", "start": "2026-03-01T06:00:00Z", "end": "2026-03-02T06:00:00Z"}]
    row = only_row(make_file({"schedule": {"conference": {**conference, "days": days}, "events": [event]}}))
    assert (row.room, row.track, row.speakers) == ("Saal 1", "CCC", (("p-1", "Gabi"),))


def test_a_bare_list_of_sessions_is_read() -> None:
    row = only_row(make_file([{"id": 1, "title": "T", "location": "Kona", **TIMES}]))
    assert (row.title, row.room) == ("T", "Kona")


def test_conference_events_of_frab_are_read() -> None:
    event = {"id": 1, "title": "T", "start_time": TIMES["start"], "end_time": TIMES["end"], "room": {"name": "R"}}
    assert only_row(make_file({"conference_events": {"version": "1", "events": [event]}})).room == "R"


def test_withdrawn_and_unscheduled_submissions_are_rejected() -> None:
    talks = [{"code": "A", "title": "T", "state": "withdrawn"}, {"code": "B", "title": "U", "state": "submitted"}]
    rows = rows_of(make_file({"results": talks}))
    assert reasons_of(rows) == [(1, "The file calls it off."), (2, "It has no start.")]


def test_texts_no_database_takes_are_cleaned() -> None:
    row = only_row(make_file([{"id": 1, "title": "a\u0000b\ud800c", "room": "R\u0001", **TIMES}]))
    assert (row.title, row.room) == ("ab?c", "R")


def test_utf16_and_gb18030_are_read() -> None:
    text = json.dumps([{"id": 1, "title": "开幕式", "room": "礼堂", **TIMES}], ensure_ascii=False)
    for encoding in ("utf-16", "utf-16-be", "gb18030", "utf-8-sig"):
        assert only_row(text.encode(encoding)).title == "开幕式"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{}", "This JSON is no programme: it has neither a schedule nor a list of sessions."),
        (b"[]", "This JSON is no programme: it has neither a schedule nor a list of sessions."),
        (b"[1, 2]", "This JSON is no programme: it has neither a schedule nor a list of sessions."),
        (b'[{"a": 1}]', "This JSON is no programme: it has neither a schedule nor a list of sessions."),
        (b'{"schedule": ', "The JSON breaks off or is not well formed."),
        (b'{"schedule": {}} x', "The JSON breaks off or is not well formed."),
        (b'{"schedule": {"conference": {"days": [NaN]}}}', "The JSON breaks off or is not well formed."),
        (b"[" * 100_000, "The file is nested deeper than any programme."),
        (b'[{"title": ' + b"[" * 100_000, "The file is nested deeper than any programme."),
        (b"[" + b"9" * 5000 + b"]", "The JSON breaks off or is not well formed."),
    ],
)
def test_json_that_is_no_programme_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        rows_of(data)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    "value",
    [
        {"schedule": None},
        {"schedule": {"conference": {"days": None}}},
        {"schedule": {"conference": {"days": [None, 1, "x", []]}}},
        {"schedule": {"conference": {"days": [{"rooms": None}, {"rooms": {"A": None}}, {"rooms": {"A": [None, 3]}}]}}},
        {"schedule": {"conference": {"days": [{"rooms": {"A": [{}]}}]}}},
        {
            "schedule": {
                "conference": {"days": [{"rooms": {"A": [{"title": [], "start": {}, "persons": [None, 4, {}]}]}}]}
            }
        },
        {"results": [{"title": True, "slots": [1, None], "links": [None, {}, 5], "track": {"id": {}}}]},
    ],
)
def test_odd_shapes_give_rejected_rows_and_no_crash(value: Any) -> None:
    assert all(not isinstance(row, ProgrammeRow) for row in rows_of(make_file(value)))
