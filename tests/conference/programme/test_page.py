"""The page: look first, then take over."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.conference.forms.programme import MOST, TakeOverForm, pack, unpack
from guanjia.conference.models import Event, Session
from guanjia.places.public import Room
from tests.cast import Cast
from tests.conference.programme.making import make_session, make_xml

pytestmark = pytest.mark.django_db
DATA = make_xml(make_session(1), make_session(2, room=""), make_session(3, start="09:30"))


@pytest.fixture
def alice(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice)
    return client


def address(cast: Cast, name: str = "programme") -> str:
    return reverse(f"conference:{name}", args=[cast.site.code])


def look(client: Client, cast: Cast, data: bytes = DATA, **fields: str) -> Any:
    return client.post(address(cast), {"file": SimpleUploadedFile("days.xml", data), **fields})


def take_over(client: Client, cast: Cast, shown: Any) -> Any:
    step = shown.context["step"]
    return client.post(address(cast, "programme_take_over"), {name: step[name].value() for name in step.fields})


def test_looking_shows_what_would_happen_and_keeps_nothing(cast: Cast, alice: Client) -> None:
    assert alice.get(address(cast)).status_code == 200
    shown = look(alice, cast)
    assert shown.status_code == 200
    report = shown.context["report"]
    assert (report.created, [row for row, _reason in report.rejected], len(report.overlaps)) == (2, [3], 1)
    assert "Session 3" in shown.content.decode()
    assert not Event.objects.exists() and not Room.objects.exists()


def test_taking_over_makes_the_event_and_a_second_time_changes_nothing(cast: Cast, alice: Client) -> None:
    shown = look(alice, cast)
    done = take_over(alice, cast, shown)
    event = Event.objects.get()
    assert (done.status_code, done.url) == (302, reverse("conference:event", args=[cast.site.code, event.ref]))
    take_over(alice, cast, shown)
    assert (Event.objects.count(), Session.objects.count()) == (1, 2)
    again = look(alice, cast)
    assert again.context["changes"] == 0
    assert "programme/take-over" not in again.content.decode()


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (b"hello", {}),
        (b"PK\x03\x04", {}),
        (make_xml(), {}),
        (DATA, {"zone": "Mars/Phobos"}),
        (DATA, {"event": "HY-1"}),
        (make_xml(make_session(), conference="<title>（机密）会议</title>"), {}),
    ],
)
def test_a_file_that_is_refused_says_why_at_the_field(
    cast: Cast, alice: Client, data: bytes, fields: dict[str, str]
) -> None:
    refused = look(alice, cast, data, **fields)
    assert refused.status_code == 422
    assert refused.context["form"].errors["file"]
    assert not Event.objects.exists()


def test_a_missing_file_is_refused(cast: Cast, alice: Client) -> None:
    assert alice.post(address(cast), {}).status_code == 422


def test_a_tampered_second_step_changes_nothing(cast: Cast, alice: Client) -> None:
    done = alice.post(address(cast, "programme_take_over"), {"payload": "AAAA", "name": "x"})
    assert (done.status_code, done.url) == (302, address(cast))
    assert not Event.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("mei", 200), ("bob", 403), ("charlie", 404)])
def test_only_planners_of_the_site_open_it(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(cast.users[who])
    assert client.get(address(cast)).status_code == status


@pytest.mark.parametrize(("size", "good"), [(0, True), (100_000, True), (MOST, True), (MOST + 1, False)])
def test_the_payload_is_bounded(size: int, good: bool) -> None:
    form = TakeOverForm({"payload": pack(b"x" * size), "name": "n"})
    assert form.is_valid() is good
    if good:
        assert unpack(form.data["payload"]) == b"x" * size
