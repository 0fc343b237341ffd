"""A tea break moved by hand moves what is owed around it, and goes with the meeting (W04)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.service import extend_block
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.actions.tea_breaks import move_break
from guanjia.conference.models import Block
from guanjia.conference.rules.breaks import planned_breaks
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.duties.public import Duty, DutyState, plan_dirty
from guanjia.foundation.journal.public import Entry
from tests.cast import Cast
from tests.conference.test_promises import WEEK_BEFORE, a_block, due
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)


def around() -> list[list[float]]:
    return [due("conference.break.ready"), due("conference.break.cleared")]


def test_what_is_owed_around_the_break_moves_with_it(cast: Cast) -> None:
    block = a_block(cast)
    assert around() == [[45], [70]]
    move_break(block=block, number=1, to=NINE + 80 * M, actor=cast.alice, at=NINE)
    plan_dirty(now=NINE)
    assert around() == [[75], [100]]
    assert Entry.objects.filter(action="move_break").count() == 1
    move_break(block=block, number=1, to=NINE + 80 * M, actor=cast.alice, at=NINE)
    assert Entry.objects.filter(action="move_break").count() == 1


def test_a_break_that_runs_late_moves_though_its_duty_is_open(cast: Cast) -> None:
    block = a_block(cast)
    plan_dirty(now=NINE + 40 * M)
    move_break(block=block, number=1, to=NINE + 70 * M, actor=cast.alice, at=NINE + 40 * M)
    plan_dirty(now=NINE + 40 * M)
    assert around() == [[65], [90]]
    assert not Duty.objects.filter(standard_code="conference.break.ready", state=DutyState.LATE).exists()


def test_the_moved_break_goes_with_the_meeting(cast: Cast) -> None:
    block = a_block(cast)
    move_break(block=block, number=1, to=NINE + 80 * M, actor=cast.alice, at=WEEK_BEFORE)
    shift_block(
        block_id=block.pk, rev=None, room_id=block.room_id, starts_at=NINE + 60 * M, actor=cast.alice, at=WEEK_BEFORE
    )
    plan_dirty(now=WEEK_BEFORE)
    assert around() == [[135], [160]]


def test_a_meeting_made_too_short_for_it_has_its_break_as_proposed() -> None:
    assert planned_breaks(NINE, NINE + 120 * M, {"1": 105})[0].starts_at == NINE + 105 * M
    assert planned_breaks(NINE, NINE + 119 * M, {"1": 105})[0].starts_at == NINE + 50 * M


@pytest.mark.parametrize(
    ("number", "to", "at", "said"),
    [
        (0, 80, 0, "number"),
        (2, 80, 0, "number"),
        (1, -1, -60, "to"),
        (1, 105, 0, None),
        (1, 106, 0, "to"),
        (1, 59, 60, "to"),
        (1, 60, 60, None),
        (1, 80, 64, None),
        (1, 80, 65, "number"),
    ],
)
def test_where_a_break_may_go(cast: Cast, number: int, to: int, at: int, said: str | None) -> None:
    block = a_block(cast)
    if said is None:
        move_break(block=block, number=number, to=NINE + to * M, actor=cast.alice, at=NINE + at * M)
        return
    with pytest.raises(Refused) as refused:
        move_break(block=block, number=number, to=NINE + to * M, actor=cast.alice, at=NINE + at * M)
    assert refused.value.field == said
    assert Block.objects.get().breaks == {}


@pytest.mark.parametrize(("to", "fits"), [(110, True), (111, False)])
def test_two_breaks_do_not_overlap(cast: Cast, to: int, fits: bool) -> None:
    block = a_block(cast, length=200)
    first, second = planned_breaks(block.starts_at, block.ends_at)
    assert (second.starts_at - NINE, first.length) == (125 * M, 15 * M)
    if fits:
        move_break(block=block, number=1, to=NINE + to * M, actor=cast.alice, at=NINE)
    else:
        with pytest.raises(Refused):
            move_break(block=block, number=1, to=NINE + to * M, actor=cast.alice, at=NINE)


def test_an_ended_meeting_has_no_break_to_move(cast: Cast) -> None:
    block = a_block(cast)
    Block.objects.update(state=BlockState.ENDED)
    with pytest.raises(Refused):
        move_break(block=block, number=1, to=NINE + 80 * M, actor=cast.alice, at=NINE)


def test_longer_meetings_keep_the_moved_break(cast: Cast) -> None:
    block = a_block(cast)
    move_break(block=block, number=1, to=NINE + 80 * M, actor=cast.alice, at=NINE)
    Block.objects.update(state=BlockState.RUNNING, started_at=NINE)
    extend_block(block_id=block.pk, actor=cast.alice, at=NINE + 10 * M)
    plan_dirty(now=NINE + 10 * M)
    assert around()[0] == [75]


@pytest.mark.parametrize(
    ("who", "typed", "status", "moved"),
    [
        ("lin", "10:20", 302, True),
        ("lin", "25:00", 302, False),
        ("lin", "08:00", 302, False),
        ("audrey", "10:20", 403, False),
    ],
)
def test_the_page_moves_a_break(cast: Cast, client: Client, who: str, typed: str, status: int, moved: bool) -> None:
    block = a_block(cast)
    type(cast.site).objects.filter(pk=cast.site.pk).update(held_at=NINE)
    client.force_login(getattr(cast, who))
    page = reverse("conference:service", args=["yard", block.pk])
    if who == "lin":
        assert 'value="09:50"' in client.get(page).content.decode()
    answer = client.post(f"{page}move-break/", {"number": "1", "to": typed})
    assert answer.status_code == status
    assert Block.objects.get().breaks == ({"1": 80} if moved else {})
