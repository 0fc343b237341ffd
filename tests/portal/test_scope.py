"""Every page of the portal with its owner, a neighbour, somebody who moved out, a stranger, nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.cards.public import Card, CardState
from guanjia.frontdesk.parcels.public import Arrival, code_of, receive
from guanjia.people.public import Occupancy, User
from guanjia.portal.actions.accounts import account_of
from guanjia.portal.actions.announcing import draft_announcement, publish_announcement
from guanjia.portal.models import FamilyAsk
from guanjia.servicedesk.public import Channel, RequestState, ServiceRequest, complete_request
from tests.cast import Cast
from tests.journeys.test_fault import a_photo
from tests.portal.neighbours import OTHER_PHONE, PHONE, Neighbours, log_in, neighbours

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LISTS = ("", "notices/", "messages/", "contact/", "account/", "privacy/", "requests/", "requests/new/", "household/",
         "parcels/", "cards/", "surveys/")  # fmt: skip
OPEN_AFTER_MOVING = ("", "messages/", "contact/", "account/", "privacy/", "requests/")


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


@pytest.fixture
def li(door: Neighbours) -> Client:
    client = Client()
    log_in(client, door.site, OTHER_PHONE)
    return client


def report(client: Any, **more: Any) -> ServiceRequest:
    typed = {"title": "厨房水管漏水", "unit": "", "key": "k1", "category": ""} | more
    answer = client.post("/p/home/yard/requests/new/", typed)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return ServiceRequest.objects.latest("pk")


@pytest.mark.parametrize("page", LISTS)
def test_who_opens_a_page(door: Neighbours, wang: Client, page: str, cast: Cast) -> None:
    url = f"/p/home/yard/{page}"
    assert wang.get(url).status_code == 200
    moved, stranger = Client(), Client()
    log_in(moved, door.site, "13900003333")
    assert moved.get(url).status_code == (200 if page in OPEN_AFTER_MOVING else 403)
    stranger.force_login(cast.bob)
    assert stranger.get(url).status_code == 403, "staff without a home here is told whom to ask"
    assert Client().get(url).url.startswith("/p/home/yard/login/")
    assert Client().post(url).status_code == 401
    assert wang.get(f"/p/home/nowhere/{page}").status_code == 404
    assert wang.get(f"/p/home/quay/{page}").status_code in (302, 403), "the other site is not theirs"


def test_a_card_is_asked_for_taken_back_and_reported_lost_by_its_holder_only(
    door: Neighbours, wang: Client, li: Client
) -> None:
    url = "/p/home/yard/cards/"
    assert wang.post(f"{url}ask/", {"unit": door.next_door.pk}).status_code == 404
    assert wang.post(f"{url}ask/", {"unit": ""}).status_code == 302
    card = Card.objects.get()
    assert (card.person, card.unit, card.stage) == (door.wang, door.unit, CardState.APPLIED)
    assert "I do not want it" in (page := wang.get(url).content.decode()) or "不需要了" in page
    assert li.post(f"{url}{card.pk}/take_back/").status_code == 404
    assert wang.post(f"{url}{card.pk}/lose/").status_code == 302, "there is no card yet that could be lost"
    card.refresh_from_db()
    assert card.stage is CardState.APPLIED and wang.post(f"{url}{card.pk}/burn/").status_code == 404
    wang.post(f"{url}{card.pk}/take_back/")
    card.refresh_from_db()
    assert card.stage is CardState.REFUSED


def test_a_resident_reports_follows_confirms_rates_and_reopens(door: Neighbours, wang: Client, cast: Cast) -> None:
    photo = SimpleUploadedFile("a.jpg", a_photo(), content_type="image/jpeg")
    made = report(wang, unit=door.unit.pk, photo=photo)
    url = f"/p/home/yard/requests/{made.number}/"
    assert (made.channel, made.unit, made.person) == (Channel.PORTAL, door.unit, door.wang)
    page = wang.get(url).content.decode()
    assert "剩" in page or "until" in page
    assert wang.get(f"{url}photos/{page.split('photos/')[1].split('/')[0]}/")["Content-Type"] == "image/jpeg"
    assert wang.post(f"{url}confirm/", {"rating": "5"}, follow=True).status_code == 200
    made.refresh_from_db()
    assert made.stage is not RequestState.CLOSED, "not before the work is done"
    complete_request(request=made, result="换了水管", actor=cast.rita, at=door.site.held_at)
    assert wang.post(f"{url}confirm/", {}).status_code == 422
    assert wang.post(f"{url}confirm/", {"rating": "4"}).status_code == 302
    made.refresh_from_db()
    assert (made.stage, made.rating, made.word) == (RequestState.CLOSED, 4, "portal")
    assert wang.post(f"{url}reopen/", {"reason": ""}).status_code == 422
    assert wang.post(f"{url}reopen/", {"reason": "又漏了"}).status_code == 302
    made.refresh_from_db()
    assert made.stage is RequestState.REOPENED and made.reopened_count == 1


def test_a_neighbours_request_is_not_found_by_its_number(door: Neighbours, wang: Client, li: Client) -> None:
    made = report(wang, unit=door.unit.pk)
    url = f"/p/home/yard/requests/{made.number}/"
    assert wang.get(url).status_code == 200
    assert li.get(url).status_code == 404
    assert li.get("/p/home/yard/requests/BX-20200101-0001/").status_code == 404
    for verb, typed in (("confirm", {"rating": "5"}), ("reopen", {"reason": "x"}), ("cancel", {"reason": "x"})):
        assert li.post(f"{url}{verb}/", typed).status_code == 404
    assert made.number not in li.get("/p/home/yard/requests/").content.decode()
    assert li.get(f"{url}photos/1/").status_code == 404


def test_a_report_for_a_neighbours_home_or_with_an_html_page_is_refused(door: Neighbours, wang: Client) -> None:
    bad = SimpleUploadedFile("a.jpg", b"<html><script>x</script></html>", content_type="image/jpeg")
    answer = wang.post("/p/home/yard/requests/new/", {"title": "灯坏了", "unit": door.unit.pk, "photo": bad})
    assert answer.status_code == 422 and "灯坏了" in answer.content.decode()
    assert wang.post("/p/home/yard/requests/new/", {"title": "灯坏了", "unit": door.next_door.pk}).status_code == 422
    assert wang.post("/p/home/yard/requests/new/", {"title": " "}).status_code == 422
    assert not ServiceRequest.objects.exists()


def test_a_secrecy_mark_leaves_nothing(door: Neighbours, wang: Client) -> None:
    answer = wang.post("/p/home/yard/requests/new/", {"title": "机密★10年 会议室漏水", "unit": ""})
    assert answer.status_code == 422 and "会议室漏水" not in answer.content.decode()
    assert not ServiceRequest.objects.exists()


def test_the_same_form_twice_is_one_request(door: Neighbours, wang: Client) -> None:
    assert report(wang, key="abc") == report(wang, key="abc") != report(wang, key="abd")


def test_who_moved_out_keeps_the_own_requests(door: Neighbours, wang: Client) -> None:
    made = report(wang, unit=door.unit.pk)
    Occupancy.objects.filter(person=door.wang).update(until=local(door.site, door.site.held_at).date())
    assert wang.get(f"/p/home/yard/requests/{made.number}/").status_code == 200
    assert wang.get("/p/home/yard/requests/new/").status_code == 403


def test_parcels_show_their_code_to_the_household_only(door: Neighbours, wang: Client, li: Client, cast: Cast) -> None:
    at = door.site.held_at
    mine = receive(
        site=door.site, arrival=Arrival(tracking_number="SF1234567890123", unit=door.unit), actor=cast.rita, at=at
    )
    arrival = Arrival(tracking_number="SF1234567890124", unit=door.unit, person=door.zhao)
    old = receive(site=door.site, arrival=arrival, actor=cast.rita, at=at)
    page = wang.get("/p/home/yard/parcels/").content.decode()
    assert code_of(mine) in page and code_of(old) not in page, "a former lessee's parcel is not the owner's"
    assert code_of(mine) not in li.get("/p/home/yard/parcels/").content.decode()
    assert wang.post("/p/home/yard/parcels/", {"unit": door.unit.pk, "bring_up": "on"}).status_code == 302
    assert wang.post("/p/home/yard/parcels/", {"unit": door.next_door.pk, "accepts": "on"}).status_code == 302
    assert door.unit.parcel_wish.accepts is False and not hasattr(door.next_door, "parcel_wish")


def test_a_family_member_is_named_and_the_desk_confirms(
    door: Neighbours, wang: Client, client: Any, cast: Cast
) -> None:
    typed = {"unit": door.unit.pk, "name": "王小宝", "phone": "13900005555", "relation": "family"}
    assert wang.post("/p/home/yard/household/add/", typed | {"unit": door.next_door.pk}).status_code == 422
    assert wang.post("/p/home/yard/household/add/", typed | {"relation": "owner"}).status_code == 422
    assert wang.post("/p/home/yard/household/add/", typed).status_code == 302
    ask = FamilyAsk.objects.get()
    assert "13900005555" not in ask.locked_phone and not Occupancy.objects.filter(person__name="王小宝").exists()
    desk = Client()
    desk.force_login(cast.rita)
    url = "/s/yard/residents/family/"
    assert "王小宝" in desk.get(url).content.decode()
    desk.post(url, {"ask": ask.pk, "answer": "refuse", "reason": ""})
    ask.refresh_from_db()
    assert ask.state == "open", "a refusal needs its reason"
    desk.post(url, {"ask": ask.pk, "answer": "agree"})
    assert Occupancy.objects.get(person__name="王小宝").unit == door.unit
    assert desk.post(url, {"ask": ask.pk, "answer": "agree"}).status_code == 302, "the second answer changes nothing"
    assert Occupancy.objects.filter(person__name="王小宝").count() == 1
    assert "王小宝" in wang.get("/p/home/yard/messages/").content.decode()
    for user, status in ((cast.carl, 403), (cast.charlie, 404), (cast.audrey, 200)):
        desk.force_login(user)
        assert desk.get(url).status_code == status
    assert desk.post(url, {"ask": ask.pk}).status_code == 403


def test_my_data_and_the_wish_to_be_erased(door: Neighbours, wang: Client, cast: Cast) -> None:
    page = wang.get("/p/home/yard/privacy/").content.decode()
    assert "13900001111" not in page and "1111" in page and "3-1201" in page
    wang.post("/p/home/yard/privacy/", {"erase": "1"})
    wang.post("/p/home/yard/privacy/", {"erase": "1"})
    desk = Client()
    desk.force_login(cast.rita)
    page = desk.get("/s/yard/residents/erasures/").content.decode()
    assert page.count("王建国") == 1
    user = User.objects.get(person_id=door.wang.pk)
    url = page.split('action="')[-1].split('"')[0]
    url = next(
        part for part in page.split('"') if part.startswith("/s/yard/residents/erasures/") and part.count("/") > 5
    )
    assert desk.post(url, {"answer": "refuse", "reason": ""}).status_code == 302
    assert desk.post(url, {"answer": "agree", "reason": "本人申请"}).status_code == 302
    door.wang.refresh_from_db()
    assert door.wang.erased_at is not None
    assert wang.get("/p/home/yard/").status_code in (302, 403) and User.objects.get(pk=user.pk).person_id is None


def test_notices_reach_those_whom_they_concern(door: Neighbours, wang: Client, li: Client, cast: Cast) -> None:
    at = door.site.held_at
    fields = {"site": door.site, "body": "管网检修", "contact": "前台 8000", "actor": cast.rita, "at": at}
    mine = draft_announcement(title="3栋停水", building_ids=[door.unit.building_id], **fields)
    other = draft_announcement(title="9栋停水", building_ids=[door.unit.building_id + 99], **fields)
    assert publish_announcement(announcement=mine, actor=cast.rita, at=at) == 2
    assert publish_announcement(announcement=other, actor=cast.rita, at=at) == 0
    assert wang.get(f"/p/home/yard/notices/{mine.pk}/").status_code == 200
    assert wang.get(f"/p/home/yard/notices/{other.pk}/").status_code == 404
    assert mine.told.get(user__person_id=door.wang.pk).read_at == at
    assert mine.told.get(user__person_id=door.li.pk).read_at is None
    page = li.get("/p/home/yard/messages/").content.decode()
    assert "3栋停水" in page and "9栋停水" not in page
    number = page.split('name="notice" value="')[1].split('"')[0]
    assert li.post("/p/home/yard/messages/read/", {"notice": number}).url == f"/p/home/yard/notices/{mine.pk}/"
    assert wang.post("/p/home/yard/messages/read/", {"notice": number}).url == "/p/home/yard/messages/"


def test_the_account_of_a_resident_opens_nothing_of_the_staff(door: Neighbours, wang: Client) -> None:
    user = account_of(site=door.site, person=door.wang, at=door.site.held_at)
    assert user.person_id == door.wang.pk
    for page in ("announcements/", "residents/family/", "orders/", "system/messages/"):
        assert wang.get(f"/s/yard/{page}").status_code == 403, page
