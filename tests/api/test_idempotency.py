"""A POST with a key happens once, however often and from how many threads it is sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from guanjia.api.idempotency import KEPT, forget_answers
from guanjia.api.models import ApiAnswer
from guanjia.conference.models import Event
from guanjia.kernel import clock
from guanjia.servicedesk.public import WorkOrder
from tests.api.conftest import Program
from tests.cast import Cast
from tests.factories.places import make_room
from tests.harness.race import race

Enters = Callable[..., Program]
BROKEN: dict[str, Any] = {"title": "The tap drips"}


def test_the_same_key_gets_the_same_answer_and_opens_one_order(cast: Cast, program: Enters) -> None:
    api = program(cast.alice)
    first = api.post("sites/yard/orders", BROKEN, key="k-1")
    assert first[0] == 201 and api.post("sites/yard/orders", BROKEN, key="k-1") == first
    assert WorkOrder.objects.count() == 1
    assert api.post("sites/yard/orders", BROKEN, key="k-2")[1]["number"] != first[1]["number"]
    assert api.post("sites/yard/orders", BROKEN)[0] == 201
    assert WorkOrder.objects.count() == 3


def test_a_key_belongs_to_its_request_and_its_token(cast: Cast, program: Enters) -> None:
    api = program(cast.alice)
    api.post("sites/yard/orders", BROKEN, key="k")
    status, problem = api.post("sites/yard/orders", {"title": "Another"}, key="k")
    assert (status, problem["error"], problem["field"]) == (409, "key_used", "Idempotency-Key")
    assert program(cast.alice).post("sites/yard/orders", BROKEN, key="k")[0] == 201
    assert WorkOrder.objects.count() == 2


def test_a_refusal_keeps_nothing(cast: Cast, program: Enters) -> None:
    api = program(cast.alice)
    assert api.post("sites/yard/orders", BROKEN | {"place_id": 99}, key="k")[0] == 422
    assert not ApiAnswer.objects.exists()
    assert api.post("sites/yard/orders", BROKEN, key="k")[0] == 201


@pytest.mark.parametrize("key", ["a b", "\u4e2d", "x" * 129])
def test_a_key_that_is_none_is_refused(cast: Cast, program: Enters, key: str) -> None:
    status, problem = program(cast.alice).post("sites/yard/orders", BROKEN, key=key)
    assert (status, problem["field"]) == (422, "Idempotency-Key") and not WorkOrder.objects.exists()


@pytest.mark.parametrize("age, again", [(KEPT, False), (KEPT + timedelta(seconds=1), True)])
def test_a_key_is_remembered_for_a_day(cast: Cast, program: Enters, age: timedelta, again: bool) -> None:
    api = program(cast.alice)
    api.post("sites/yard/orders", BROKEN, key="k")
    now = clock.now()
    ApiAnswer.objects.update(at=now - age)
    assert forget_answers(now) == int(again)
    assert ApiAnswer.objects.exists() != again


@pytest.mark.django_db(transaction=True)
def test_two_senders_of_one_key_at_once_open_one_order(cast: Cast, program: Enters) -> None:
    api, room = program(cast.alice), make_room(cast.site)
    start = (clock.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    call = {
        "title": "Once",
        "room_id": room.pk,
        "headcount": 8,
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }
    connections.close_all()
    answers = race([lambda: api.post("sites/yard/events", call, key="twin")] * 4)
    assert {each[0] for each in answers} == {201}, answers
    assert len({each[1]["ref"] for each in answers}) == 1 and Event.objects.count() == 1
