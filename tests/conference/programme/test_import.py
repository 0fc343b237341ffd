"""A programme becomes an event with halls, sessions, speakers and blocks; a newer one changes it."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanjia.conference.actions.import_programme import ImportReport, import_programme
from guanjia.conference.actions.sessions import cancel_session, move_session
from guanjia.conference.models import Block, Event, Session, SessionSpeaker
from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room, Slot
from tests.cast import Cast
from tests.conference.programme.making import make_ical, make_json, make_session, make_xml
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db

AT = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[3] / ".." / "shared" / "data" / "conference"


def take_over(site: Site, data: bytes, **options: Any) -> ImportReport:
    report = import_programme(
        site=site, stream=io.BytesIO(data), name="programme", actor=None, at=options.pop("at", AT), **options
    )
    counted = report.created + report.updated + report.moved + report.unchanged + len(report.rejected)
    assert counted == report.sessions
    return report


def counts(report: ImportReport) -> dict[str, int]:
    """What is not nought."""
    found = {name: getattr(report, name) for name in ("created", "updated", "moved", "unchanged", "withdrawn")}
    found["rejected"] = len(report.rejected)
    return {name: number for name, number in found.items() if number}


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


@pytest.mark.parametrize("make", [make_xml, make_json])
def test_the_same_file_again_changes_nothing(cast: Cast, make: Any) -> None:
    data = make(make_session(1), make_session(2), make_session(3, room="Hall B"))
    first = take_over(cast.site, data)
    written = Entry.objects.count()
    second = take_over(cast.site, data)
    assert (counts(second), second.event) == ({"unchanged": 3}, first.event)
    assert (Event.objects.count(), Session.objects.count(), Room.objects.count()) == (1, 3, 2)
    assert Entry.objects.count() == written


def test_another_format_of_the_same_conference_updates_the_same_sessions(cast: Cast) -> None:
    sessions = [make_session(1), make_session(2)]
    take_over(cast.site, make_xml(*sessions))
    assert counts(take_over(cast.site, make_json(*sessions))) == {"unchanged": 2}


def test_a_newer_file_creates_updates_moves_and_withdraws(cast: Cast) -> None:
    old = [make_session(n) for n in range(1, 6)]
    event = take_over(cast.site, make_xml(*old)).event
    new = [
        make_session(1),
        make_session(2, title="New title", persons=[(2, "Speaker 2"), (9, "Guest")]),
        make_session(3, start="20:00", title="Moved and renamed"),
        make_session(4, room="Hall B"),
        make_session(6, start="15:00"),
    ]
    report = take_over(cast.site, make_xml(*new))
    assert counts(report) == {"created": 1, "updated": 1, "moved": 2, "unchanged": 1, "withdrawn": 1}
    assert report.event == event
    assert [(move.title, move.old_room, move.room) for move in report.moves] == [
        ("Moved and renamed", "Hall A", "Hall A"),
        ("Session 4", "Hall A", "Hall B"),
    ]
    assert list(SessionSpeaker.objects.filter(session__title="New title").values_list("name", flat=True)) == [
        "Speaker 2",
        "Guest",
    ]
    assert Session.objects.get(title="Session 5").state == "cancelled"
    assert set(Slot.objects.values_list("room__name", flat=True)) == {"Hall A", "Hall B"}
    assert counts(take_over(cast.site, make_xml(*new))) == {"unchanged": 5}


def test_a_withdrawn_session_comes_back_as_itself(cast: Cast) -> None:
    both = make_xml(make_session(1), make_session(2))
    take_over(cast.site, both)
    take_over(cast.site, make_xml(make_session(1)))
    assert counts(take_over(cast.site, both)) == {"unchanged": 1, "updated": 1}
    assert Session.objects.filter(state="scheduled").count() == 2
    assert Session.objects.count() == 2


def test_a_session_called_off_by_the_file_is_rejected_and_withdrawn(cast: Cast) -> None:
    lines = "SUMMARY:T\nLOCATION:R\nDTSTART:20260301T090000Z\nDURATION:PT1H"
    take_over(cast.site, make_ical(f"UID:1\n{lines}", f"UID:2\n{lines.replace('T09', 'T12')}"))
    report = take_over(
        cast.site, make_ical(f"UID:1\nSTATUS:CANCELLED\n{lines}", f"UID:2\n{lines.replace('T09', 'T12')}")
    )
    assert counts(report) == {"unchanged": 1, "withdrawn": 1, "rejected": 1}
    assert Block.objects.exclude(state="cancelled").count() == 1


def test_a_row_that_broke_keeps_its_session(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2)))
    report = take_over(cast.site, make_xml(make_session(1), make_session(2, start="soon")))
    assert counts(report) == {"unchanged": 1, "rejected": 1}
    assert Session.objects.filter(state="scheduled").count() == 2


def test_changes_made_by_hand_survive_where_the_file_did_not_change(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2)))
    room = make_room(cast.site, "SPARE")
    first = Session.objects.get(title="Session 1")
    Session.objects.filter(pk=first.pk).update(track="Ours")
    move_session(
        session_id=first.pk,
        room_id=room.pk,
        starts_at=first.starts_at + timedelta(hours=5),
        ends_at=first.ends_at + timedelta(hours=5),
        actor=cast.alice,
        at=AT,
    )
    assert counts(take_over(cast.site, make_xml(make_session(1), make_session(2)))) == {"unchanged": 2}
    report = take_over(cast.site, make_xml(make_session(1, title="Renamed"), make_session(2)))
    assert counts(report) == {"updated": 1, "unchanged": 1}
    first.refresh_from_db()
    assert (first.title, first.track, first.room) == ("Renamed", "Ours", room)


def test_a_change_of_the_file_that_the_house_made_before_is_no_change(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1)))
    session = Session.objects.get()
    move_session(
        session_id=session.pk,
        room_id=session.room_id,
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
        actor=cast.alice,
        at=AT,
    )
    assert counts(take_over(cast.site, make_xml(make_session(1, start="10:00")))) == {"unchanged": 1}


def test_a_session_cancelled_by_hand_stays_cancelled(cast: Cast) -> None:
    data = make_xml(make_session(1), make_session(2))
    take_over(cast.site, data)
    cancel_session(session_id=Session.objects.get(title="Session 1").pk, actor=cast.alice, at=AT, reason="ill")
    assert counts(take_over(cast.site, data)) == {"unchanged": 2}
    assert Session.objects.get(title="Session 1").state == "cancelled"


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


def test_a_session_that_began_keeps_its_place(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2)))
    Block.objects.update(state="running")
    report = take_over(cast.site, make_xml(make_session(1, start="20:00"), make_session(2, title="Other")))
    assert counts(report) == {"rejected": 1, "updated": 1}
    assert counts(take_over(cast.site, make_xml(make_session(2, title="Other")))) == {"unchanged": 1}
    assert Session.objects.filter(state="scheduled").count() == 2


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


editions = st.lists(
    st.lists(
        st.builds(
            lambda key, title, room, hour, odd: make_session(
                key, id=None if odd else key, guid=None, title=title, room=room, start=hour
            ),
            st.integers(1, 5),
            st.sampled_from(["T", "U", ""]),
            st.sampled_from(["A", "B", ""]),
            st.sampled_from(["09:00", "09:30", "10:00", "25:00"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions)
def test_whatever_the_files_counts_add_up_and_the_last_again_is_unchanged(
    cast: Cast, editions: list[list[dict[str, Any]]]
) -> None:
    Session.objects.all().delete()
    Event.objects.update(external_key="")
    for edition in editions:
        data = make_xml(*edition)
        take_over(cast.site, data)
        again = take_over(cast.site, data)
        assert set(counts(again)) <= {"unchanged", "rejected"}


def test_a_change_of_the_programme_reopens_the_preparation(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1)))
    Event.objects.update(state="ready")
    take_over(cast.site, make_xml(make_session(1)))
    assert Event.objects.get().state == "ready"
    take_over(cast.site, make_xml(make_session(1, start="14:00")))
    assert Event.objects.get().state == "preparation"


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
