"""Rooms against time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Block, Session
from guanjia.conference.queries.grid import calendar, day_grid
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import BlockState, Secrecy
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=3)


def a_block(cast: Cast, **event: object) -> Block:
    """Two sittings in a row at 09:00 in one room."""
    made, room = make_event(cast.site, **event), make_room(cast.site, setup_minutes=30, cleardown_minutes=15)
    make_sitting(made, room, 0, 60)
    make_sitting(made, room, 60, 30)
    arrange_blocks(event=made, actor=cast.alice, at=BEFORE)
    return Block.objects.get(event=made)


def test_a_block_is_shifted_with_all_its_sittings(cast: Cast) -> None:
    block, other = a_block(cast), make_room(cast.site)
    shift_block(
        block_id=block.pk,
        rev=block.rev,
        room_id=other.pk,
        starts_at=NINE + timedelta(hours=2),
        actor=cast.alice,
        at=BEFORE,
    )
    block.refresh_from_db()
    assert (block.room_id, block.starts_at) == (other.pk, NINE + timedelta(hours=2))
    assert block.ends_at - block.starts_at == timedelta(minutes=90)
    assert {(s.room_id, s.block_id) for s in Session.objects.all()} == {(other.pk, block.pk)}


@pytest.mark.parametrize(("rev", "refused"), [(0, True), (1, False), (None, False), (2, True)])
def test_who_saw_an_older_block_moves_nothing(cast: Cast, rev: int | None, refused: bool) -> None:
    block = a_block(cast)
    move = {"room_id": block.room_id, "starts_at": NINE + timedelta(minutes=5), "actor": cast.alice, "at": BEFORE}
    if refused:
        with pytest.raises(Stale):
            shift_block(block_id=block.pk, rev=rev, **move)  # type: ignore[arg-type]
    else:
        shift_block(block_id=block.pk, rev=rev, **move)  # type: ignore[arg-type]
    block.refresh_from_db()
    assert (block.starts_at == NINE) is refused


def test_a_running_block_stays(cast: Cast) -> None:
    block = a_block(cast)
    Block.objects.update(state=BlockState.RUNNING)
    with pytest.raises(Refused):
        shift_block(
            block_id=block.pk, rev=None, room_id=block.room_id, starts_at=NINE + timedelta(hours=1), actor=None, at=NINE
        )


def test_the_day_shows_buffers_and_hides_internal_titles(cast: Cast) -> None:
    a_block(cast, title="Plain")
    a_block(cast, title="Hush", secrecy=Secrecy.INTERNAL)
    grid = day_grid(cast.site, NINE.date(), BEFORE)
    booked = [each for lane in grid.lanes for each in lane.booked]
    assert [(each.title, each.begin, each.minutes, each.before, each.after) for each in booked] == [
        ("Plain", "2026-03-05T09:00", 90, 30, 15),
        ("", "2026-03-05T09:00", 90, 30, 15),
    ]
    assert (grid.start, grid.end) == ("2026-03-05T07:00", "2026-03-05T22:00")


def test_a_month_is_whole_weeks(cast: Cast) -> None:
    a_block(cast)
    weeks = calendar(cast.site, NINE.date(), "month", NINE)
    assert [len(week) for week in weeks] == [7] * 6
    assert [day.on.isoformat() for week in weeks for day in week if day.blocks] == ["2026-03-05"]


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_the_page_costs_the_same_for_one_block_and_three(cast: Cast, client: Client, view: str) -> None:
    client.force_login(cast.alice)
    url = reverse("conference:grid", args=[cast.site.code]) + f"?view={view}&on=2026-03-05"
    a_block(cast)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200
    a_block(cast)
    a_block(cast)
    with CaptureQueriesContext(connection) as three:
        assert b"data-id" in client.get(url).content or view != "day"
    assert len(three) == len(one)


def test_the_grid_moves_by_a_plain_post(cast: Cast, client: Client) -> None:
    block = a_block(cast)
    client.force_login(cast.alice)
    form = {"id": block.pk, "rev": block.rev, "room": block.room_id, "starts_at": "2026-03-05T14:00"}
    answer = client.post(reverse("conference:grid_move", args=[cast.site.code]), form)
    assert answer.headers["Location"].endswith("?on=2026-03-05")
    block.refresh_from_db()
    assert block.starts_at == NINE + timedelta(hours=5)
    client.force_login(cast.charlie)
    assert client.post(reverse("conference:grid_move", args=[cast.site.code]), form).status_code == 404


def test_sites_do_not_see_each_other(cast: Cast) -> None:
    a_block(cast)
    assert Site.objects.count() > 1
    assert all(not lane.booked for lane in day_grid(cast.other_site, NINE.date(), BEFORE).lanes)
