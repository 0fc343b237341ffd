"""A time at the desk from home: one of the free ones, two at most, nobody else's, called off again (W15)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.queues.public import Appointment, Business
from guanjia.portal.rules.appointing import may_book
from tests.cast import Cast
from tests.portal.neighbours import OTHER_PHONE, PHONE, Neighbours, log_in, neighbours

PAGE = "/p/home/yard/desk/"


@pytest.mark.parametrize(("booked", "refused"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_times_at_most(booked: int, refused: bool) -> None:
    assert bool(may_book(booked)) is refused


@pytest.fixture
def door(cast: Cast, client: Client) -> Neighbours:
    """Wang is logged in; Thursday at half past eight, one business with one place at a time."""
    at = datetime(2026, 3, 5, 0, 30, tzinfo=UTC)
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.held_at = at
    found = neighbours(cast.site, at, at.date())
    Business.objects.create(
        site=cast.site, code="fee", name_zh="缴费", name_en="Fees", letter="A", minutes=30, papers="房产证"
    )
    log_in(client, cast.site, PHONE)
    return found


def times(client: Client, on: str = "2026-03-06") -> list[str]:
    page = client.get(PAGE, {"business": "fee", "on": on})
    return [each.isoformat() for each, _wall in page.context["times"]]


@pytest.mark.django_db
def test_a_time_is_made_from_home_and_called_off(door: Neighbours, client: Client, cast: Cast) -> None:
    assert "/desk/" in client.get("/p/home/yard/").content.decode()
    first, second, third = times(client)[:3]
    made = client.post(PAGE, {"business": "fee", "on": "2026-03-06", "starts_at": first}, follow=True)
    assert "房产证" in made.content.decode() and Appointment.objects.get().person == door.wang
    assert first not in times(client)
    li = Client()
    log_in(li, door.site, OTHER_PHONE)
    taken = li.post(PAGE, {"business": "fee", "on": "2026-03-06", "starts_at": first})
    assert taken.status_code == 422 and Appointment.objects.count() == 1
    mine = Appointment.objects.get()
    assert li.post(f"{PAGE}{mine.pk}/off/").status_code == 404
    client.post(PAGE, {"business": "fee", "starts_at": second})
    third_try = client.post(PAGE, {"business": "fee", "on": "2026-03-06", "starts_at": third})
    assert third_try.status_code == 422 and Appointment.objects.count() == 2
    client.post(f"{PAGE}{mine.pk}/off/")
    mine.refresh_from_db()
    assert mine.state == "cancelled" and first in times(client)


@pytest.mark.django_db
@pytest.mark.parametrize("starts_at", ["", "soon", "2026-99-99T00:00", "2026-03-06T09:00", "2026-03-07T01:00+00:00"])
def test_what_is_no_free_time_is_refused_in_words(door: Neighbours, client: Client, starts_at: str) -> None:
    answer = client.post(PAGE, {"business": "fee", "on": "2026-03-06", "starts_at": starts_at})
    assert answer.status_code == 422 and "alert-danger" in answer.content.decode()
    assert not Appointment.objects.exists()


@pytest.mark.django_db
def test_where_nothing_is_in_use_there_is_no_entrance(door: Neighbours, client: Client) -> None:
    Business.objects.update(is_open=False)
    assert f'href="{PAGE}"' not in client.get("/p/home/yard/").content.decode()
    assert client.post(PAGE, {"business": "fee", "starts_at": "2026-03-06T01:00+00:00"}).status_code == 404
