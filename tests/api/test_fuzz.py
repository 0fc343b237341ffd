"""Whatever a program sends, the API answers in words and never breaks down: made-up and broken requests, in process."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from guanjia.api.api import api
from guanjia.api.scopes import Scope
from guanjia.api.tokens import make_token
from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.states import Regime
from guanjia.kernel import clock
from guanjia.servicedesk.public import Ask, log_request, make_order
from tests.cast import Cast
from tests.factories.places import make_room

BUDGET_S = 60
EXAMPLES = 10


def given_world(cast: Cast) -> tuple[str, dict[str, Any]]:
    """A token for everything, and one row of most nouns: the last fixed part of a path -> id."""
    now, room = clock.now(), make_room(cast.site)
    start = now + timedelta(hours=1)
    event = call_meeting(
        site=cast.site, title="Talk", room_id=room.pk, starts_at=start, ends_at=start + timedelta(hours=1),
        headcount=5, regime=Regime.FISCAL, actor=cast.mei, at=now,
    )  # fmt: skip
    _token, text = make_token(
        user=cast.mei, sites=[cast.site], name="f", scopes=tuple(Scope), expires_at=None, actor=cast.mei, at=now,
        per_minute=60_000,
    )  # fmt: skip
    request = log_request(site=cast.site, ask=Ask(title="Lamp out"), actor=cast.mei, at=now)
    order = make_order(request=request, actor=cast.mei, at=now)
    ids = {
        "requests": request.number,
        "orders": order.number,
        "rooms": room.pk,
        "blocks": Block.objects.get().pk,
        "sessions": Session.objects.get().pk,
    }
    return text, ids | {"ref": event.ref}


@pytest.fixture
def open_connection() -> Iterator[None]:
    """A request in process must not close the connection that the test's transaction lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_nothing_breaks_it(cast: Cast, open_connection: None) -> None:
    text, known = given_world(cast)
    document = schemathesis.openapi.from_dict(api.get_openapi_schema())
    document.app = WSGIHandler()
    started, tried, sent = time.monotonic(), set(), 0
    for result in document.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def attempt(case: Any) -> None:
            nonlocal sent
            sent += 1
            noun = case.path.partition("{site}/")[2].partition("/")[0]
            if sent % 4 and case.path_parameters:  # three of four meet a row that is there
                real = {
                    "site": "yard",
                    "ref": known["ref"],
                    "id": known.get(noun, 1),
                    "number": known.get(noun, "GD-1"),
                }
                case.path_parameters = {name: real.get(name, value) for name, value in case.path_parameters.items()}
            response = case.call(headers={"Authorization": f"Bearer {text}"})
            case.validate_response(response, checks=[not_a_server_error])

        if time.monotonic() - started < BUDGET_S:
            attempt()
            tried.add(operation.label)
    assert sent > len(tried) > 0
    assert Event.objects.exists()
    print(f"{sent} requests to {len(tried)} operations")
