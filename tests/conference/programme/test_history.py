"""A programme that is wholly past becomes history: it owes nothing, can be rehearsed, and a newer file moves it ahead."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.conference.models import Block, Event, Session, ZoneHalfDay
from guanjia.conference.rehearsal.playing import rehearse
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState
from guanjia.duties.public import Duty, plan_dirty, tick
from tests.cast import Cast
from tests.conference.programme.importing import counts, take_over
from tests.conference.programme.making import make_session, make_xml

pytestmark = pytest.mark.django_db
PAST = make_xml(make_session(1), make_session(3))
END = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
"""When the last session of PAST ends."""


def owed(at: datetime) -> set[str]:
    plan_dirty(now=at, limit=500)
    tick(now=at)
    return set(Duty.objects.exclude(subject_kind="conference.site").values_list("subject_kind", flat=True))


@pytest.mark.parametrize(("seconds", "state"), [(-1, EventState.PREPARATION), (0, EventState.ARCHIVED)])
def test_only_what_is_wholly_past_is_history(cast: Cast, seconds: int, state: EventState) -> None:
    report = take_over(cast.site, PAST, at=END + timedelta(seconds=seconds))
    assert Event.objects.get(ref=report.event).stage is state


def test_history_owes_nothing_and_nobody_is_told(cast: Cast) -> None:
    at = END + timedelta(days=400)
    take_over(cast.site, PAST, at=at)
    assert Block.objects.count() == 2
    assert owed(at) == set()
    assert not ZoneHalfDay.objects.exclude(first_start_at=None).exists()


def test_a_newer_file_of_history_updates_it_and_never_doubles(cast: Cast) -> None:
    at = END + timedelta(days=400)
    first = take_over(cast.site, PAST, at=at)
    assert counts(take_over(cast.site, PAST, at=at)) == {"unchanged": 2}
    newer = make_xml(make_session(1, start="08:00"), make_session(3, title="Renamed"), make_session(4))
    again = take_over(cast.site, newer, at=at)
    assert (again.event, counts(again)) == (first.event, {"created": 1, "updated": 1, "moved": 1})
    assert Event.objects.get().stage is EventState.ARCHIVED
    assert owed(at) == set()


def test_a_newer_file_that_lies_ahead_brings_it_back_with_its_promises(cast: Cast) -> None:
    at = END + timedelta(days=20)
    take_over(cast.site, PAST, at=at)
    take_over(cast.site, make_xml(make_session(1), make_session(3), day="2026-04-01"), at=at)
    assert Event.objects.get().stage is EventState.PREPARATION
    assert {"conference.block", "conference.zone"} <= owed(at)


def test_an_event_that_ran_here_and_is_archived_stays_shut(cast: Cast) -> None:
    take_over(cast.site, PAST, at=END - timedelta(days=9))
    Event.objects.update(state=EventState.ARCHIVED, ended_at=END)
    with pytest.raises(Refused):
        take_over(cast.site, PAST, at=END + timedelta(days=1))


def test_history_can_be_rehearsed(cast: Cast) -> None:
    take_over(cast.site, PAST, at=END + timedelta(days=400))
    report = rehearse(Event.objects.get(external_key="title:open days"), seed=1, guests=3)
    assert report["sessions"] == 2 and report["duties"]["planned"] > 0
    assert report["broken_invariants"] == []
    assert Session.objects.filter(event__site=cast.site).count() == 2
