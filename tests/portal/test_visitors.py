"""Residents announce visitors and answer for those who wait; nobody else's visitors; complaints by the portal."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from guanjia.complaints.public import Channel, Complaint
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.visitors.public import Coming, Visit, VisitKind, VisitState, register_visitor
from guanjia.people.public import Occupancy
from tests.cast import Cast
from tests.portal.neighbours import OTHER_PHONE, PHONE, Neighbours, log_in, neighbours

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def door(cast: Cast) -> Neighbours:
    at = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.held_at = at
    return neighbours(cast.site, at, local(cast.site, at).date())


@pytest.fixture
def wang(door: Neighbours, client: Client) -> Client:
    log_in(client, door.site, PHONE)
    return client


def typed(door: Neighbours, ahead: timedelta = HOUR, **more: Any) -> dict[str, Any]:
    moment = local(door.site, door.site.held_at + ahead)
    fields = {"name": "周客", "phone": "13900007777", "unit": door.unit.pk, "kind": "guest", "party": "1"}
    return fields | {"expected_at": f"{moment:%Y-%m-%dT%H:%M}"} | more


def test_a_visitor_is_announced_and_the_pass_is_shared(door: Neighbours, wang: Client) -> None:
    answer = wang.post("/p/home/yard/visitors/new/", typed(door))
    visit = Visit.objects.get()
    assert answer.url == f"/p/home/yard/visitors/{visit.pk}/" and visit.confirmed_at is not None
    page = wang.get(answer.url).content.decode()
    assert "data:image" in page and f"/p/pass/{visit.token}/" in page and "13900007777" not in page
    wang.post(f"{answer.url}withdraw/")
    visit.refresh_from_db()
    assert visit.stage is VisitState.REFUSED and "data:image" not in wang.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"phone": "12"}, {"expected_at": "2020-01-01T10:00"}, {"party": "0"}, {"kind": "vip"}, {"name": ""}],
)
def test_a_bad_announcement_keeps_what_was_typed(door: Neighbours, wang: Client, wrong: dict[str, str]) -> None:
    answer = wang.post("/p/home/yard/visitors/new/", typed(door, plate="浙A12345") | wrong)
    assert answer.status_code == 422 and "浙A12345" in answer.content.decode() and not Visit.objects.exists()


def test_nobody_invites_to_a_neighbours_home(door: Neighbours, wang: Client) -> None:
    assert wang.post("/p/home/yard/visitors/new/", typed(door, unit=door.next_door.pk)).status_code == 422
    assert not Visit.objects.exists()


def test_the_host_says_yes_and_a_neighbour_does_not_even_see_it(door: Neighbours, wang: Client, cast: Cast) -> None:
    at = door.site.held_at
    coming = Coming(name="孙客", kind=VisitKind.GUEST, unit_id=door.unit.pk, host_id=door.wang.pk, expected_at=at)
    visit = register_visitor(site=door.site, coming=coming, actor=cast.rita, at=at)
    li = Client()
    log_in(li, door.site, OTHER_PHONE)
    url = f"/p/home/yard/visitors/{visit.pk}/"
    assert (li.get(url).status_code, li.post(f"{url}yes/").status_code) == (404, 404)
    assert wang.get(url).status_code == 200
    wang.post(f"{url}yes/")
    visit.refresh_from_db()
    assert visit.confirmed_at == at and visit.host == door.wang


def test_a_host_who_moved_out_since_lets_nobody_in(door: Neighbours, wang: Client, cast: Cast) -> None:
    at = door.site.held_at
    coming = Coming(name="孙客", kind=VisitKind.GUEST, unit_id=door.unit.pk, host_id=door.wang.pk, expected_at=at)
    visit = register_visitor(site=door.site, coming=coming, actor=cast.rita, at=at)
    Occupancy.objects.filter(person=door.wang).update(until=local(door.site, at).date())
    assert wang.post(f"/p/home/yard/visitors/{visit.pk}/yes/").status_code == 403
    visit.refresh_from_db()
    assert visit.confirmed_at is None


def test_a_complaint_is_received_once_and_shown_to_its_writer(door: Neighbours, wang: Client) -> None:
    url, words = "/p/home/yard/complaints/", {"problem": "保安态度不好", "kind": "attitude", "key": "k"}
    assert wang.post(url, words | {"problem": ""}).status_code == 422
    for _ in range(2):
        assert wang.post(url, words).status_code == 302
    made = Complaint.objects.get()
    assert (made.channel, made.person_id) == (Channel.PORTAL, door.wang.pk)
    li = Client()
    log_in(li, door.site, OTHER_PHONE)
    assert made.number in wang.get(url).content.decode() and made.number not in li.get(url).content.decode()
    assert wang.post(url, {"problem": "绝密★ 材料", "kind": "other"}).status_code == 422
    assert Complaint.objects.count() == 1
