"""Public pages: the enquiry and the client's link."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from guanjia.conference.actions.intake_links import make_link
from guanjia.conference.actions.scheme import offer_scheme
from guanjia.conference.models import ClientLink, Event
from guanjia.foundation.sites.public import site_now
from guanjia.portal.views.enquiry import MOST_AN_HOUR
from tests.cast import Cast
from tests.conference.intake.asks import drawn
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
TYPED = {
    "applicant": "Lotus Ltd", "title": "Spring review", "kind": "ordinary", "tone": "working", "start": "09:00",
    "end": "12:00", "headcount": "20", "contact_name": "Wang", "contact_phone": "13900001111", "services": ["tea"],
}  # fmt: skip


@pytest.fixture
def typed(cast: Cast) -> dict[str, Any]:
    cache.clear()
    return TYPED | {"on": (site_now(cast.site) + timedelta(days=9)).date().isoformat()}


def test_an_enquiry_is_received_and_numbered(client: Any, typed: dict[str, Any]) -> None:
    assert client.get("/p/enquiry/yard/").status_code == 200
    answer = client.post("/p/enquiry/yard/", typed)
    event = Event.objects.get()
    assert answer.status_code == 200 and event.ref in answer.content.decode()
    assert event.track == "enquiry" and event.intake.channel == "web"


def test_a_government_body_applies_on_the_same_page(client: Any, typed: dict[str, Any]) -> None:
    page = client.get("/p/enquiry/yard/?segment=government").content.decode()
    assert 'value="tea"' in page and 'value="fruit"' not in page
    client.post("/p/enquiry/yard/?segment=government", typed)
    assert Event.objects.get().state == "applied"


def test_what_was_typed_stays_and_a_machine_leaves_nothing(client: Any, typed: dict[str, Any]) -> None:
    answer = client.post("/p/enquiry/yard/", typed | {"end": "08:00"})
    assert answer.status_code == 422 and "Spring review" in answer.content.decode()
    assert client.post("/p/enquiry/yard/", typed | {"website": "x"}).status_code == 200
    assert not Event.objects.exists()


def test_a_secrecy_mark_does_not_even_stay_on_the_page(client: Any, typed: dict[str, Any]) -> None:
    answer = client.post("/p/enquiry/yard/", typed | {"special": "机密★10年 名单"})
    assert answer.status_code == 422
    assert "名单" not in answer.content.decode() and not Event.objects.exists()


def test_too_many_from_one_address_are_refused(client: Any, typed: dict[str, Any]) -> None:
    codes = [client.post("/p/enquiry/yard/", typed).status_code for _ in range(MOST_AN_HOUR + 1)]
    assert codes == [200] * MOST_AN_HOUR + [429]
    assert Event.objects.count() == MOST_AN_HOUR


def test_an_unknown_site_is_not_found(client: Any, cast: Cast) -> None:
    assert client.get("/p/enquiry/nowhere/").status_code == 404


def test_a_client_accepts_once_and_a_used_or_forged_link_says_so(client: Any, cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    token = offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=site_now(cast.site))
    page = client.get(f"/p/a/{token}/")
    assert "3,500.00" in page.content.decode() and page["Referrer-Policy"] == "same-origin"
    assert client.post(f"/p/a/{token}/", {"answer": "yes", "name": "Wang"}).status_code == 200
    assert Event.objects.get().state == "preparation"
    assert client.post(f"/p/a/{token}/", {"answer": "yes", "name": "Wang"}).status_code == 410
    assert client.get("/p/a/forged/").status_code == 404


def test_sending_back_needs_a_comment(client: Any, cast: Cast) -> None:
    scheme = drawn(cast, make_room(cast.site))
    token = offer_scheme(scheme_id=scheme.pk, actor=cast.alice, at=site_now(cast.site))
    assert client.post(f"/p/a/{token}/", {"answer": "no", "name": "Wang"}).status_code == 422
    assert client.post(f"/p/a/{token}/", {"answer": "no", "name": "Wang", "comment": "dear"}).status_code == 200
    assert Event.objects.get().state == "scheme"


def test_an_expired_link_says_so(client: Any, cast: Cast) -> None:
    event = drawn(cast, make_room(cast.site)).event
    long_ago = site_now(cast.site) - timedelta(days=15)
    token = make_link(event=event, kind=ClientLink.Kind.NEEDS, actor=cast.alice, at=long_ago)[1]
    assert client.get(f"/p/a/{token}/").status_code == 410
