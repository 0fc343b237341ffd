"""Pages of the queue: counter, screen, kiosk, one's own number, appointments, peaks, setting up."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.queues.actions.taking import take_number
from guanjia.frontdesk.queues.models import Appointment, Business, Counter, PeakPlan, Ticket
from guanjia.frontdesk.queues.views.public import kiosk_url
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.queues import make_business, make_counter

pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)


@pytest.fixture
def fee(cast: Cast) -> Business:
    Site.objects.update(held_at=NINE)
    cast.site.refresh_from_db()
    return make_business(cast.site)


@pytest.fixture
def desk(cast: Cast, fee: Business) -> Client:
    browser = Client()
    browser.force_login(cast.rita)
    return browser


def url(name: str, *parts: Any) -> str:
    return reverse(f"queues:{name}", args=["yard", *parts])


def test_a_morning_at_the_counter(cast: Cast, desk: Client, fee: Business) -> None:
    make_counter(cast.site, fee)
    make_business(cast.site, "card", "B")
    desk.post(url("counter_act", "1", "open"))
    desk.post(url("take"), {"business": "fee", "priority": "elderly"})
    desk.post(url("counter_act", "1", "next"))
    page = desk.get(url("counters")).content.decode()
    assert "请A 0 0 1号到1号窗口办理" in page
    ticket = Ticket.objects.get()
    for verb in ("again", "serve"):
        desk.post(url("ticket_act", ticket.pk, verb))
    desk.post(url("ticket_act", ticket.pk, "pass_on"), {"business": "card"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.business.code) == ("moved", "card")
    told = desk.post(url("counter_act", "1", "close"), follow=True).content.decode()
    assert "A001" in told
    desk.post(url("ticket_act", ticket.pk, "prioritise"), {"priority": "none"})
    desk.post(url("ticket_act", ticket.pk, "give_back"))
    assert Ticket.objects.get().state == "cancelled"
    assert desk.post(url("ticket_act", ticket.pk, "unheard_of")).status_code == 404
    assert desk.post(url("counter_act", "1", "unheard_of")).status_code == 404


def test_the_screen_shows_numbers_and_says_them_without_names(cast: Cast, desk: Client, fee: Business) -> None:
    make_counter(cast.site, fee, open_for=cast.rita)
    desk.post(url("take"), {"business": "fee"})
    desk.post(url("counter_act", "1", "next"))
    page = desk.get(url("screen")).content.decode()
    assert "data-say" in page and "A001" in page and "Rita" not in page.split("board-main")[1]


def test_a_phone_takes_one_number_and_follows_it(cast: Cast, fee: Business) -> None:
    phone, address = Client(), kiosk_url(cast.site)
    assert phone.get(address).status_code == 200
    own = phone.post(address, {"business": "fee", "priority": "pregnant"})["Location"]
    ticket = Ticket.objects.get()
    assert ticket.priority == "pregnant" and own == f"/p/number/{ticket.token}/"
    assert phone.get(address)["Location"] == own, "one open number a phone"
    assert "A001" in phone.get(own).content.decode()
    assert Client().get(own).status_code == 200 and Client().get("/p/number/guessed/").status_code == 404
    phone.post(f"{own}back/")
    assert Ticket.objects.get().state == "cancelled"
    assert phone.post(f"{own}back/").status_code == 409
    assert phone.get(address).status_code == 200


def test_nobody_makes_themselves_a_vip(cast: Cast, fee: Business) -> None:
    Client().post(kiosk_url(cast.site), {"business": "fee", "priority": "vip"})
    assert Ticket.objects.get().priority == "none"


def test_the_code_of_yesterday_and_a_forged_one_give_no_number(cast: Cast, fee: Business) -> None:
    old = kiosk_url(cast.site)
    Site.objects.update(held_at=NINE + 24 * 60 * M)
    assert Client().get(old).status_code == 404
    assert Client().get("/p/queue/forged/").status_code == 404
    assert Client().post("/p/queue/forged/", {"business": "fee"}).status_code == 404


def test_a_kiosk_gives_number_after_number(cast: Cast, fee: Business) -> None:
    kiosk, address = Client(), f"{kiosk_url(cast.site)}?kiosk"
    for label in ("A001", "A002"):
        assert label in kiosk.post(address, {"business": "fee"}, follow=True).content.decode()
    assert kiosk.post(address, {"business": "unheard_of"}).status_code == 404


def test_a_full_day_says_so(cast: Cast, fee: Business) -> None:
    Site.objects.update(settings={"queues.most_a_day": 10})
    fee.refresh_from_db()
    for _number in range(10):
        take_number(business=Business.objects.get(), at=NINE)
    assert Client().post(kiosk_url(cast.site), {"business": "fee"}).status_code == 422


def test_an_appointment_on_the_screen(cast: Cast, desk: Client, fee: Business) -> None:
    page = desk.get(url("appointments"), {"business": "fee"}).content.decode()
    assert "09:08" in page
    given = {"business": "fee", "starts_at": (NINE + 8 * M).isoformat(), "name": "王小明", "phone": "13800138000"}
    desk.post(url("appointments"), given)
    desk.post(url("appointments"), given)
    row = Appointment.objects.get()
    assert row.person is not None and row.person.name == "王小明"
    desk.post(url("appointment_act", row.pk, "arrived"))
    row.refresh_from_db()
    assert row.ticket is not None and row.ticket.label == "A001"
    desk.post(url("appointments"), given | {"starts_at": "nonsense"})
    assert desk.post(url("appointment_act", row.pk, "unheard_of")).status_code == 404


def test_the_week_is_foreseen_on_the_screen(desk: Client) -> None:
    desk.post(url("peaks"))
    assert PeakPlan.objects.count() >= 8
    assert "data-label" in desk.get(url("peaks")).content.decode()
    given = {"on": "2026-03-06", "begins": "10:00", "ends": "12:00", "words": "文化节", "count": "80"}
    desk.post(url("peaks"), given)
    peak = PeakPlan.objects.get(cause="event")
    desk.post(url("peak_off", peak.pk))
    peak.refresh_from_db()
    assert peak.called_off
    assert desk.post(url("peaks"), given | {"ends": "09:00"}).status_code == 422


def test_counters_are_set_up_by_those_who_may(cast: Cast, desk: Client, fee: Business) -> None:
    assert desk.get(url("setup")).status_code == 200
    assert desk.post(url("setup"), {"what": "counter"}).status_code == 403
    desk.force_login(cast.mei)
    given = {"b-code": "card", "b-name_zh": "门禁卡", "b-name_en": "Cards", "b-letter": "B", "b-lane": "express"}
    desk.post(url("setup"), given | {"what": "business", "b-minutes": "5", "b-capacity": "1"})
    assert Business.objects.filter(code="card", lane="express").exists()
    again = desk.post(url("setup"), given | {"what": "business", "b-minutes": "5", "b-capacity": "1"})
    assert again.status_code == 422
    desk.post(url("setup"), {"what": "counter", "c-code": "1", "c-name": "1号窗口", "c-kinds": [str(fee.pk)]})
    assert list(Counter.objects.get().kinds.all()) == [fee]
    assert desk.post(url("setup"), {"what": "counter", "c-code": "1", "c-name": "x"}).status_code == 422


def test_the_row_costs_as_many_queries_for_many(cast: Cast, desk: Client, fee: Business) -> None:
    make_counter(cast.site, fee, open_for=cast.rita)
    take_number(business=fee, at=NINE)
    desk.get(url("counters"))
    with CaptureQueriesContext(connection) as few:
        desk.get(url("counters"))
    for _number in range(5):
        take_number(business=fee, at=NINE)
    with CaptureQueriesContext(connection) as many:
        desk.get(url("counters"))
    assert len(many) == len(few)


@pytest.mark.parametrize("name", ["counters", "appointments", "peaks", "setup", "screen"])
def test_the_auditor_reads_and_writes_nothing(cast: Cast, client: Client, fee: Business, name: str) -> None:
    client.force_login(cast.audrey)
    assert client.get(url(name)).status_code == 200
    assert client.post(url(name)).status_code in (403, 405)
