"""A newer file of the same conference changes what it changed, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanjia.conference.actions.sessions import cancel_session, move_session
from guanjia.conference.models import Block, Event, Session, SessionSpeaker
from guanjia.foundation.journal.public import Entry
from guanjia.places.public import Room, Slot
from tests.cast import Cast
from tests.conference.programme.importing import AT, counts, take_over
from tests.conference.programme.making import make_ical, make_json, make_session, make_xml
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
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


def test_a_session_that_began_keeps_its_place(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), make_session(2)))
    Block.objects.update(state="running")
    report = take_over(cast.site, make_xml(make_session(1, start="20:00"), make_session(2, title="Other")))
    assert counts(report) == {"rejected": 1, "updated": 1}
    assert counts(take_over(cast.site, make_xml(make_session(2, title="Other")))) == {"unchanged": 1}
    assert Session.objects.filter(state="scheduled").count() == 2


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
