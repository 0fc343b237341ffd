"""A programme becomes an event with halls, sessions, speakers and blocks."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.journal.public import Entry
from guanjia.places.public import Room, Slot
from tests.cast import Cast
from tests.conference.programme.importing import counts, take_over
from tests.conference.programme.making import make_ical, make_json, make_session, make_xml
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[3] / ".." / "shared" / "data" / "conference"


def test_everything_of_a_programme_is_made(cast: Cast) -> None:
    data = make_xml(make_session(1, abstract="About."), make_session(2, room="Hall B"), make_session(3, room="Hall B"))
    report = take_over(cast.site, data)
    assert counts(report) == {"created": 3}
    event = Event.objects.get(ref=report.event)
    assert (event.title, event.site, event.external_key, event.external_version) == (
        "Open Days",
        cast.site,
        "title:open days",
        "v1",
    )
    assert set(Room.objects.values_list("name", flat=True)) == {"Hall A", "Hall B"}
    first = event.sessions.get(title="Session 1")
    assert (first.abstract, first.room.name) == ("About.", "Hall A")
    assert (first.starts_at, first.ends_at) == (
        datetime(2026, 3, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 2, tzinfo=UTC),
    )
    assert [speaker.name for speaker in first.speakers.all()] == ["Speaker 1"]
    assert sorted(event.blocks.values_list("room__name", flat=True)) == ["Hall A", "Hall B"]
    assert Slot.objects.filter(holder_kind="conference.block").count() == 2


@pytest.mark.parametrize(("minutes", "blocks"), [(29, 1), (30, 1), (31, 2)])
def test_sessions_within_thirty_minutes_share_a_block(cast: Cast, minutes: int, blocks: int) -> None:
    second = make_session(2, start=f"{10 + minutes // 60:02d}:{minutes % 60:02d}")
    take_over(cast.site, make_xml(make_session(1), second))
    assert Block.objects.count() == blocks


@pytest.mark.parametrize(("gap", "blocks"), [(59, 2), (60, 1)])
def test_the_pause_is_a_setting_of_the_site(cast: Cast, gap: int, blocks: int) -> None:
    cast.site.settings = {"conference.block_gap_minutes": gap}
    cast.site.save()
    take_over(cast.site, make_xml(make_session(1), make_session(3)))
    assert Block.objects.count() == blocks


def test_an_overlap_makes_the_session_without_a_slot(cast: Cast) -> None:
    clash = make_session(2, start="09:30")
    data = make_xml(make_session(1), clash, make_session(3, start="10:00"))
    report = take_over(cast.site, data)
    assert counts(report) == {"created": 3}
    assert [(overlap.room, overlap.sessions) for overlap in report.overlaps] == [("Hall A", ("Session 1", "Session 2"))]
    assert Session.objects.get(title="Session 2").block is None
    again = take_over(cast.site, data)
    assert (counts(again), again.overlaps) == ({"unchanged": 3}, report.overlaps)
    apart = take_over(
        cast.site, make_xml(make_session(1), make_session(2, start="12:00"), make_session(3, start="10:00"))
    )
    assert (counts(apart), apart.overlaps) == ({"moved": 1, "unchanged": 2}, [])
    assert Session.objects.get(title="Session 2").block is not None


def test_a_room_that_somebody_else_has_leaves_the_block_without_a_slot(cast: Cast) -> None:
    first = take_over(cast.site, make_xml(make_session(1)))
    other = make_xml(make_session(7, start="09:30"), conference="<title>Another</title>")
    report = take_over(cast.site, other)
    assert report.event != first.event
    assert [(overlap.room, overlap.sessions) for overlap in report.overlaps] == [("Hall A", ("Session 7",))]
    assert not Block.objects.get(event__ref=report.event).placed
    assert take_over(cast.site, other).overlaps == report.overlaps


def test_halls_of_the_site_are_used_whatever_their_case(cast: Cast) -> None:
    room = make_room(cast.site, "A", name="HALL  a")
    make_room(cast.other_site, "B", name="Hall A")
    take_over(cast.site, make_xml(make_session(1), make_session(2, room="hall A")))
    assert set(Session.objects.values_list("room", flat=True)) == {room.pk}


def test_listed_halls_without_sessions_are_made_with_their_capacity(cast: Cast) -> None:
    data = make_json(make_session(1), rooms=[{"name": "Hall A", "capacity": 300}, {"name": "Foyer", "capacity": None}])
    take_over(cast.site, data)
    found = {room.name: [style.capacity for style in room.styles.all()] for room in Room.objects.all()}
    assert found == {"Hall A": [300], "Foyer": []}


def test_rejected_rows_are_named_in_the_readers_language(cast: Cast) -> None:
    data = make_xml(make_session(1, room=""), make_session(2, title=""), make_session(3))
    report = take_over(cast.site, data)
    assert [row for row, _reason in report.rejected] == [1, 2]
    assert all(reason for _row, reason in report.rejected)


def test_a_file_of_broken_rows_makes_no_event(cast: Cast) -> None:
    report = take_over(cast.site, make_xml(make_session(1, room="")))
    assert (report.as_json()["event"], counts(report)) == (None, {"rejected": 1})
    assert not Event.objects.exists() and not Room.objects.exists()


def test_a_marked_session_leaves_nothing(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2, title="部署会（机密）", persons=[(4, "Nobody")])))
    assert list(Session.objects.values_list("title", flat=True)) == ["Session 1"]
    assert "机密" not in json.dumps(list(Entry.objects.values_list("changes", flat=True)), ensure_ascii=False)


def test_an_empty_programme_is_refused_and_withdraws_nothing(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1)))
    with pytest.raises(Unreadable, match="no session"):
        take_over(cast.site, make_xml())
    assert Session.objects.get().state == "scheduled"


def test_a_file_that_breaks_off_changes_nothing(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2)))
    with pytest.raises(Unreadable):
        take_over(cast.site, make_xml(make_session(1, title="Other"), make_session(2))[:-40])
    assert set(Session.objects.values_list("title", flat=True)) == {"Session 1", "Session 2"}


def test_looking_changes_nothing(cast: Cast) -> None:
    report = take_over(cast.site, make_xml(make_session(1)), only_look=True)
    assert (counts(report), report.event) == ({"created": 1}, "")
    assert not Event.objects.exists() and not Room.objects.exists() and not Entry.objects.exists()


def test_the_event_may_be_named(cast: Cast) -> None:
    first = take_over(cast.site, make_xml(make_session(1)))
    renamed = make_xml(make_session(1), make_session(2), conference="<title>Renamed</title>")
    report = take_over(cast.site, renamed, event_ref=first.event)
    assert (report.event, counts(report)) == (first.event, {"unchanged": 1, "created": 1})
    with pytest.raises(Refused):
        take_over(cast.site, renamed, event_ref="HY-20000101-0001")
    with pytest.raises(Refused):
        take_over(cast.other_site, renamed, event_ref=first.event)


def test_an_event_that_is_over_is_not_changed(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1)))
    Event.objects.update(state="closed")
    with pytest.raises(Refused):
        take_over(cast.site, make_xml(make_session(1, title="Late")))


def test_a_programme_without_a_name_is_known_by_its_ids(cast: Cast) -> None:
    lines = "SUMMARY:T\nLOCATION:R\nDURATION:PT1H"
    entries = [f"UID:{n}@x\nDTSTART:202603{n:02d}T090000Z\n{lines}" for n in (1, 2, 3)]
    first = take_over(cast.site, make_ical(*entries, head=""))
    assert Event.objects.get().title == "programme"
    again = take_over(cast.site, make_ical(*entries[:2], head=""))
    assert (again.event, counts(again)) == (first.event, {"unchanged": 2, "withdrawn": 1})
    assert take_over(cast.site, make_ical(entries[0].replace("1@x", "7@y"), head="")).event != first.event


def test_the_clock_of_a_site_gives_times_without_a_zone(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1)), zone="Europe/Berlin")
    assert Session.objects.get().starts_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected", "overlaps"),
    [
        ("fosdem-2007.xml", 215, []),
        ("fosdem-2019.xml", 775, []),
        ("fosdem-2024.xml", 674, [("UB4.136", 3)]),
        ("pretalx-democon.json", 36, []),
        ("pretalx-rc3.json", 48, []),
    ],
)
def test_real_programmes(cast: Cast, name: str, expected: int, overlaps: list[tuple[str, int]]) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip(f"the sample {name} does not lie beside the repository")
    data = (SAMPLES / name).read_bytes()
    report = take_over(cast.site, data)
    assert counts(report) == {"created": expected}
    assert [(overlap.room, len(overlap.sessions)) for overlap in report.overlaps] == overlaps
    assert counts(take_over(cast.site, data)) == {"unchanged": expected}


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_new_conference_at_once_make_it_once(cast_committed: Cast) -> None:
    data = make_xml(*(make_session(n, room=f"Hall {n}") for n in range(1, 9)))

    def deed(_: int) -> dict[str, int]:
        try:
            return counts(take_over(cast_committed.site, data))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(deed, range(4)))
    assert sorted(done, key=str) == [{"created": 8}, *[{"unchanged": 8}] * 3]
    assert (Event.objects.count(), Session.objects.count(), Room.objects.count()) == (1, 8, 8)
