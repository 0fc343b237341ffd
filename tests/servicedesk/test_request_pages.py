"""The pages of requests, by everybody who may and may not open them."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from guanjia.foundation.persons.public import masked
from guanjia.servicedesk.public import ServiceRequest, make_order
from guanjia.servicedesk.queries.card import log_url, open_requests
from guanjia.ui.card import Whom
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home, ask, done, fresh

pytestmark = pytest.mark.django_db


def act(client: Client, row: ServiceRequest, verb: str, **data: Any) -> ServiceRequest:
    answer = client.post(reverse("servicedesk:request_act", args=["yard", row.number, verb]), data)
    assert answer.status_code == 302, answer.status_code
    return fresh(row)


@pytest.mark.parametrize(
    ("who", "status"),
    [("hana", 200), ("tom", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403), (None, 302)],
)
def test_who_sees_a_request(cast: Cast, client: Client, who: str | None, status: int) -> None:
    row = ask(cast)
    if who:
        client.force_login(getattr(cast, who))
    assert client.get(reverse("servicedesk:request", args=["yard", row.number])).status_code == status
    assert client.get(reverse("servicedesk:requests", args=["yard"])).status_code == status


def test_an_auditor_writes_nothing(cast: Cast, client: Client) -> None:
    row = ask(cast)
    client.force_login(cast.audrey)
    assert client.post(reverse("servicedesk:request_act", args=["yard", row.number, "acknowledge"])).status_code == 403
    assert client.post(reverse("servicedesk:log", args=["yard"]), {"title": "x"}).status_code == 403


def test_the_desk_takes_down_for_whom_the_card_knew(cast: Cast, client: Client) -> None:
    unit, person = a_home(cast.site)
    client.force_login(cast.hana)
    address = log_url(cast.site, Whom((person.pk,), (unit.pk,)))
    page = client.get(address).content.decode()
    assert unit.code in page and person.name in page
    data = {
        "title": "单元门坏了",
        "unit": unit.code,
        "person": person.pk,
        "name": person.name,
        "urgency": "normal",
        "channel": "call",
    }
    assert client.post(address, data).status_code == 302
    row = ServiceRequest.objects.get()
    assert (row.unit, row.person, row.channel, row.user) == (unit, person, "call", cast.hana)
    rows = open_requests(cast.site, Whom((), (unit.pk,)), cast.hana, NINE)
    assert [each.text for each in rows] == [f"{row.number} 单元门坏了"]
    assert open_requests(cast.site, Whom(), AnonymousUser(), NINE) == []


def test_what_was_typed_stays_when_refused(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    data = {"title": "停水了", "unit": "9-9-9", "urgency": "normal", "channel": "call", "phone": "12", "name": "王"}
    page = client.post(reverse("servicedesk:log", args=["yard"]), data)
    assert page.status_code == 422 and "停水了" in page.content.decode() and not ServiceRequest.objects.exists()


def test_a_new_contact_has_no_plain_phone(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    data = {"title": "停水了", "urgency": "normal", "channel": "call", "phone": "13911112222", "name": "赵六"}
    client.post(reverse("servicedesk:log", args=["yard"]), data)
    row = ServiceRequest.objects.select_related("person").get()
    assert masked([row.person])[row.person_id]["phone"] == ["139****2222"]
    page = client.get(reverse("servicedesk:request", args=["yard", row.number])).content.decode()
    assert "13911112222" not in page and "139****2222" in page


def test_the_desk_brings_one_through_to_the_end(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    row = ask(cast, "请问装修手续怎么办理")
    assert act(client, row, "acknowledge").handler == cast.hana
    assert act(client, row, "hold", why="owner", words="等业主资料").state == "on_hold"
    assert act(client, row, "resume").state == "acknowledged"
    assert act(client, row, "tell", words="资料齐了").state == "acknowledged"
    assert act(client, row, "complete", words="已答复").state == "completed"
    assert act(client, row, "close", word="code", code="nope").state == "completed"
    assert act(client, row, "call_back", outcome="dissatisfied", words="没说清").state == "reopened"
    assert act(client, row, "complete", words="重新说明").state == "completed"
    row = act(client, row, "call_back", outcome="satisfied", rating="5")
    assert (row.state, row.rating) == ("closed", 5)


def test_a_merge_and_a_wrong_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    first, second = ask(cast, "单元门坏了"), ask(cast, "单元门又坏了")
    page = client.get(reverse("servicedesk:request", args=["yard", second.number])).content.decode()
    assert first.number in page
    assert act(client, second, "merge", into="BX-1").state == "new"
    assert act(client, second, "merge", into=first.number).merged_into == first


def test_an_unknown_deed_is_404(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    assert client.post(reverse("servicedesk:request_act", args=["yard", ask(cast).number, "bribe"])).status_code == 404


def test_the_phone_page_asks_for_the_five_treasures(cast: Cast, client: Client) -> None:
    unit, _person = a_home(cast.site)
    order = make_order(request=ask(cast, "暖气不热", unit_id=unit.pk), to_user=cast.tom, actor=cast.hana, at=NINE)
    client.force_login(cast.tom)
    client.post(reverse("servicedesk:act", args=["yard", order.number, "accepted"]), {"phone": "1"})
    address = reverse("servicedesk:work", args=["yard", order.number, "arrive"])
    assert "鞋套" in client.get(reverse("servicedesk:my_order", args=["yard", order.number])).content.decode()
    client.post(address, {"phone": "1", "treasure": ["Shoe covers"]})
    order.refresh_from_db()
    assert order.arrived_at is None
    treasures = ["Shoe covers", "Rag", "Small brush", "Work-table cloth", "Small dustpan"]
    client.post(address, {"phone": "1", "treasure": treasures})
    order.refresh_from_db()
    assert order.arrived_at is not None


def test_lists_cost_the_same_for_one_and_for_many(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.hana)
    for number in range(5):
        ask(cast, f"单元门坏了 {number}")
    done(cast, ask(cast, "单元门坏了"))
    with django_assert_max_num_queries(25):
        client.get(reverse("servicedesk:requests", args=["yard"]))
