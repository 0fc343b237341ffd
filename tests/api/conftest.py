"""A program at the door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from guanjia.api.scopes import Scope
from guanjia.api.tokens import make_token
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.people.public import User
from tests.cast import Cast


class Program:
    """Sends JSON with a token; `get`, `post` give (status, body)."""

    def __init__(self, text: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {text}"}

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        return self._told(self.client.get(f"/api/v1/{path}", query, headers=self.headers))

    def post(self, path: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
        sent: dict[str, Any] = {} if body is None else {"data": body, "content_type": "application/json"}
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self._told(self.client.post(f"/api/v1/{path}", headers=headers, **sent))

    def _told(self, response: Any) -> tuple[int, Any]:
        return response.status_code, response.json()


@pytest.fixture
def program(cast: Cast) -> Callable[..., Program]:
    """program(user, *scopes, sites=...): all scopes unless told, at cast.site unless told."""

    def enters(user: User, *scopes: Scope, sites: list[Site] | None = None, **fields: Any) -> Program:
        now = clock.now()
        given = {"expires_at": now + timedelta(days=1)} | fields
        wanted = scopes or tuple(Scope)
        made = make_token(user=user, sites=sites or [cast.site], name="t", scopes=wanted, actor=user, at=now, **given)
        return Program(made[1])

    return enters
