"""The lane of scanners and gates."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guanjia.conference.actions import desks
from guanjia.conference.actions.admission import code_of
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Event, Guest
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgotten() -> None:
    desks._known.clear()


def knock(event: Event, token: str, code: str) -> tuple[int, dict[str, str]]:
    answer = Client(enforce_csrf_checks=True).post(
        f"/d/{event.pk}/scan",
        json.dumps({"code": code}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code, answer.json()


def a_desk(cast: Cast) -> tuple[Event, Guest, str]:
    event = make_event(cast.site, ends_at=NINE + timedelta(days=3650))
    (guest,) = add_guests(event=event, drafts=[Draft("张三")], actor=cast.alice, at=NINE)
    _desk, token = desks.open_desk(event=event, name="A", actor=cast.alice, at=NINE)
    return event, guest, token


def test_a_desk_admits_with_its_token_and_few_queries(cast: Cast) -> None:
    event, guest, token = a_desk(cast)
    knock(event, token, "GJ1.warm")
    with CaptureQueriesContext(connection) as queries:
        status, answer = knock(event, token, code_of(guest, event))
    assert (status, answer["outcome"], answer["name"]) == (200, "admitted", "张三")
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) <= 3


@pytest.mark.parametrize("token", ["", "gk_wrong", "x" * 500])
def test_a_wrong_token_opens_nothing(cast: Cast, token: str) -> None:
    event, guest, _token = a_desk(cast)
    assert knock(event, token, code_of(guest, event))[0] == 401
    assert Guest.objects.get().admitted_at is None


def test_a_token_is_for_its_event_only_and_ends_when_revoked(cast: Cast) -> None:
    event, guest, token = a_desk(cast)
    other = make_event(cast.site)
    assert knock(other, token, code_of(guest, event))[0] == 401
    desks.close_desk(desk=event.desks.get(), actor=cast.alice, at=NINE)
    desks._known.clear()
    assert knock(event, token, code_of(guest, event))[0] == 401


def test_nothing_scanned_is_said_so(cast: Cast) -> None:
    event, _guest, token = a_desk(cast)
    answer = Client().post(
        f"/d/{event.pk}/scan", "[]", content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 400
