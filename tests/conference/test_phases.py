"""The four phases of a conference and what each gate still asks for (CONF-009..012)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.models import Block, Event
from guanjia.conference.queries.phases import gates_of
from guanjia.conference.rules.phases import BEYOND, Lacking, Phase, missing, phase_of
from guanjia.conference.rules.states import NOT_HELD, EventState
from guanjia.duties.models import Duty
from guanjia.duties.public import plan_dirty
from tests.cast import Cast
from tests.conference.test_promises import a_block
from tests.factories.conference import NINE

E = EventState


@pytest.mark.parametrize(
    ("state", "number"),
    [
        (E.ENQUIRY, 0), (E.APPLIED, 0), (E.BUDGETED, 0), (E.APPROVED, 1), (E.READY, 1), (E.RUNNING, 2), (E.INTERRUPTED, 2),
        (E.ENDED, 3), (E.SURVEYED, 3), (E.CLOSED, BEYOND), (E.ARCHIVED, BEYOND),
    ],
)  # fmt: skip
def test_the_state_says_the_phase(state: EventState, number: int) -> None:
    assert phase_of(state) == number


@pytest.mark.parametrize(
    ("phase", "lacking", "count"),
    [
        (Phase.PLANNING, Lacking(), 0),
        (Phase.PLANNING, Lacking(unconfirmed=1, unaccepted=1, unissued=1, undone=9), 3),
        (Phase.PREPARATION, Lacking(undone=1), 1),
        (Phase.PREPARATION, Lacking(unplaced=1, unacknowledged=1, undone=0, unended=3), 2),
        (Phase.EXECUTION, Lacking(unended=1, broken=1, unheard=1), 3),
        (Phase.EXECUTION, Lacking(undone=1), 0),
        (Phase.SUMMARY, Lacking(unended=1), 0),
        (Phase.SUMMARY, Lacking(unfinished=[("The survey has not been sent", 1)]), 1),
    ],
)
def test_a_gate_asks_for_its_own(phase: Phase, lacking: Lacking, count: int) -> None:
    assert len(missing(phase, lacking)) == count


@pytest.mark.django_db
def test_the_event_page_names_what_each_gate_misses(cast: Cast, client: Client) -> None:
    a_block(cast)
    plan_dirty(now=NINE - timedelta(days=1))
    Event.objects.update(state=E.PREPARATION, track="telephone")
    event = Event.objects.select_related("site").get()
    planning, preparation, execution, summary = gates_of(event)
    assert (planning.passed, preparation.now, execution.missing, summary.missing) == (True, True, (), ())
    assert [label for label, _count in planning.missing] == ["The function sheet is not issued"]
    before = Duty.objects.filter(due_at__lte=NINE, state="open", ambient=False, subject_kind__in=KINDS)
    assert dict(preparation.missing) == {"Duties before the start that are not done": before.count()}
    client.force_login(cast.rita)
    page = client.get(reverse("conference:event", args=["yard", event.ref])).content.decode()
    assert "会前任务未完成" in page and 'aria-current="step"' in page
    Event.objects.update(state=E.ENDED)
    Block.objects.update(state="restored")
    event.refresh_from_db()
    assert [label for label, _count in gates_of(event)[3].missing] == ["The survey has not been sent"]
    Event.objects.update(state=E.CANCELLED)
    event.refresh_from_db()
    assert event.stage in NOT_HELD and gates_of(event) == []


KINDS = ("conference.event", "conference.block")
