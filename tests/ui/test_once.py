"""The same form sent twice counts once."""

from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import reverse

from guanjia.servicedesk.public import ServiceRequest
from guanjia.ui.once import OnceMiddleware
from tests.cast import Cast
from tests.harness.race import race

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Counter:
    """A page that leads on to as many as were taken."""

    def __init__(self, **cookies: str) -> None:
        self.taken, self.status, self.cookies = 0, HTTPStatus.FOUND, cookies

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.taken += 1
        answer = HttpResponseRedirect(f"/made/{self.taken}/")
        for name, value in self.cookies.items():
            answer.set_cookie(name, value)
        return answer if self.status == HTTPStatus.FOUND else HttpResponse(status=self.status)


def sent(page: Counter, *, token: str, headers: dict[str, str] = BROWSER, **fields: Any) -> str:
    request = RequestFactory().post("/make/", fields | {"csrfmiddlewaretoken": token}, headers=headers)
    request.session = SessionStore()
    answer = OnceMiddleware(page)(request)
    return answer.headers.get("Location", str(answer.status_code))


def test_one_drawing_counts_once_and_two_drawings_are_two() -> None:
    page = Counter()
    assert [sent(page, token="one", title="漏水 🦊") for _ in range(3)] == ["/made/1/"] * 3
    assert sent(page, token="one", title="other words") == "/made/2/"
    assert sent(page, token="two", title="漏水 🦊") == "/made/3/"


def test_what_was_not_taken_may_be_sent_again() -> None:
    page = Counter()
    page.status = HTTPStatus.UNPROCESSABLE_ENTITY
    assert sent(page, token="refused") == "422"
    page.status = HTTPStatus.FOUND
    assert sent(page, token="refused") == "/made/2/"


@pytest.mark.parametrize("headers", [{"accept": "*/*"}, BROWSER | {"HX-Request": "true"}, {}])
def test_what_islands_and_programs_send_is_their_own_affair(headers: dict[str, str]) -> None:
    page = Counter()
    assert [sent(page, token=f"island {headers}", headers=headers) for _ in range(2)] == ["/made/1/", "/made/2/"]


def test_a_log_in_is_answered_each_time() -> None:
    page = Counter(machine="secret")
    assert [sent(page, token="cookie") for _ in range(2)] == ["/made/1/", "/made/2/"]


def test_two_clicks_at_one_instant_are_one() -> None:
    page = Counter()
    assert race([lambda: sent(page, token="race")] * 6) == ["/made/1/"] * 6
    assert page.taken == 1


@pytest.mark.one_engine
@pytest.mark.django_db
def test_a_request_taken_down_by_a_double_click_is_one(cast: Cast) -> None:
    client = Client(headers=BROWSER)
    client.force_login(cast.rita)
    url = reverse("servicedesk:log", args=["yard"])
    token = client.get(url).context["csrf_token"]
    typed = {
        "title": "厨房漏水",
        "channel": "counter",
        "urgency": "normal",
        "name": "王五",
        "csrfmiddlewaretoken": str(token),
    }
    first, second = client.post(url, typed), client.post(url, typed)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, first["Location"])
    assert ServiceRequest.objects.count() == 1
