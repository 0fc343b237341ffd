"""Work orders by the API: opened, given, done; refusals say why in the reader's language."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanjia.conference.models import Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.kernel import clock
from guanjia.servicedesk.public import OrderKind, OrderState, WorkOrder
from tests.api.conftest import Program
from tests.cast import Cast
from tests.factories.conference import make_event

Enters = Callable[..., Program]


def test_an_order_goes_from_report_to_close(cast: Cast, program: Enters) -> None:
    api = program(cast.lin)
    status, order = api.post("sites/yard/orders", {"title": "Lamp out", "urgency": "urgent"})
    assert (status, order["state"], order["kind"]) == (201, "new", "repair")
    path = f"sites/yard/orders/{order['number']}"
    assert api.post(f"{path}/dispatch", {"user_id": cast.tom.pk})[1]["assignee_id"] == cast.tom.pk
    assert api.post(f"{path}/dispatch", {"user_id": cast.charlie.pk})[0] == 422
    tom = program(cast.tom)
    for move in ("accept", "begin"):
        assert tom.post(f"{path}/moves/{move}", {})[0] == 200
    refused = tom.post(f"{path}/moves/complete", {})
    assert refused[0] == 422 and refused[1]["field"] == "words"
    assert tom.post(f"{path}/moves/complete", {"words": "New bulb"})[1]["result"] == "New bulb"
    status, problem = tom.post(f"{path}/moves/accept", {})
    assert (status, problem["error"], problem["rule"]) == (409, "state", "completed:accepted")
    assert api.post(f"{path}/moves/verify", {})[0] == 200
    assert api.post(f"{path}/moves/close", {})[1]["state"] == "closed"
    assert api.get("sites/yard/orders")[1]["items"] == []
    assert api.get("sites/yard/orders", show="closed")[1]["count"] == 1


def test_another_sites_order_does_not_exist(cast: Cast, program: Enters) -> None:
    order = program(cast.mia, sites=[cast.other_site]).post("sites/quay/orders", {"title": "Theirs"})[1]
    assert program(cast.lin).get(f"sites/yard/orders/{order['number']}")[0] == 404


@pytest.mark.parametrize(
    "body, field, chinese, english",
    [
        ({}, "title", "此项必填。", "This is needed."),
        ({"title": "x", "colour": 1}, "colour", "没有此字段。", "There is no such field."),
        ({"title": "x" * 201}, "title", "最多 200 个字符。", "At most 200 characters."),
        ({"title": "x", "place_id": 0}, "place_id", "不得小于 1。", "It must be 1 or more."),
        ({"title": "x", "place_id": "y"}, "place_id", "此项须为整数。", "This must be a whole number."),
    ],
)
def test_a_broken_rule_is_told_in_the_readers_language(
    cast: Cast, program: Enters, body: dict[str, object], field: str, chinese: str, english: str
) -> None:
    for language, words in (("zh-hans", chinese), ("en", english)):
        cast.lin.language = language
        cast.lin.save()
        api = program(cast.lin)
        answer = api.client.post(
            "/api/v1/sites/yard/orders", body, content_type="application/json", headers=api.headers
        )
        assert answer["Content-Type"].startswith("application/problem+json")
        problem = answer.json()
        assert (answer.status_code, problem["field"], problem["message"]) == (422, field, words)
        assert (problem["type"], problem["status"]) == ("urn:guanjia:invalid", 422)


@pytest.mark.parametrize("path", ["orders?show=all", "events", "events/{ref}/guest-list", "rooms", "duties?show=all"])
def test_a_list_asks_as_often_for_many_rows_as_for_one(cast: Cast, program: Enters, path: str) -> None:
    event, now = make_event(cast.site), clock.now()
    api = program(cast.lin)

    def more(count: int) -> None:
        WorkOrder.objects.bulk_create(
            WorkOrder(site=cast.site, number=f"BX-{count}-{n}", kind=OrderKind.REPAIR, title="t", opened_at=now)
            for n in range(count)
        )
        Guest.objects.bulk_create(
            Guest(site=cast.site, event=event, name=f"Guest {n}", state=GuestState.CONFIRMED) for n in range(count)
        )
        for _each in range(count):
            make_event(cast.site)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert api.get(f"sites/yard/{path.format(ref=event.ref)}")[0] == 200
        return len(queries)

    more(1)
    asked()
    first = asked()
    more(30)
    assert asked() == first


def test_every_state_can_be_asked_for(cast: Cast, program: Enters) -> None:
    api = program(cast.lin)
    for state in OrderState:
        assert api.get("sites/yard/orders", show=state.value)[0] == 200
    assert api.get("sites/yard/orders", show="lost")[0] == 422
