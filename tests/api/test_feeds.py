"""Calendars: what they show to whom, and how their addresses are made void."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.api.models import CalendarKey
from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.rules.states import Regime, Secrecy
from guanjia.foundation.calendars.public import feed_token
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.people.public import Membership, User
from guanjia.places.public import Room
from tests.cast import Cast
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post


def given_meeting(site: Site, actor: User, secrecy: Secrecy = Secrecy.ORDINARY) -> tuple[Room, int]:
    room, start = make_room(site), clock.now() + timedelta(hours=2)
    event = call_meeting(
        site=site, title="Budget talk", room_id=room.pk, starts_at=start, ends_at=start + timedelta(hours=1),
        headcount=5, regime=Regime.FISCAL, secrecy=secrecy, actor=actor, at=clock.now(),
    )  # fmt: skip
    return room, event.pk


def address(kind: str, pk: int, reader: User, version: int = 0) -> str:
    return reverse("api:feed", args=[feed_token(kind, pk, reader_id=reader.pk, version=version)])


@pytest.mark.parametrize(
    "secrecy, shown", [(Secrecy.ORDINARY, True), (Secrecy.INTERNAL, False), (Secrecy.CONTROLLED, False)]
)
def test_only_ordinary_meetings_show_their_title(cast: Cast, client: Client, secrecy: Secrecy, shown: bool) -> None:
    room, event = given_meeting(cast.site, cast.alice, secrecy)
    for kind, pk in (("room", room.pk), ("event", event)):
        answer = client.get(address(kind, pk, cast.bob))
        text = answer.content.decode()
        assert answer.status_code == 200 and text.count("BEGIN:VEVENT") == 1
        assert ("Budget talk" in text) is shown and ("会议中" in text) is not shown


def test_a_person_sees_their_shifts(cast: Cast, client: Client) -> None:
    now = clock.now()
    make_entry(make_post(cast.site, "security", name_zh="安保"), cast.gus, now, now + timedelta(hours=8))
    assert "安保" in client.get(address("person", cast.site.pk, cast.gus)).content.decode()
    assert "安保" not in client.get(address("person", cast.site.pk, cast.bob)).content.decode()


def test_an_unchanged_calendar_is_not_sent_twice(cast: Cast, client: Client) -> None:
    room, _event = given_meeting(cast.site, cast.alice)
    url = address("room", room.pk, cast.bob)
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_addresses_that_open_nothing(cast: Cast, client: Client) -> None:
    room, _event = given_meeting(cast.site, cast.alice)
    good = address("room", room.pk, cast.bob)
    for url in (good.replace(".ics", "x.ics"), address("room", room.pk, cast.charlie), address("room", 999, cast.bob)):
        assert client.get(url).status_code == 404
    assert client.get(good).status_code == 200
    Membership.objects.filter(user=cast.bob).update(valid_until=clock.now())
    assert client.get(good).status_code == 404


def test_renewing_makes_old_addresses_void(cast: Cast, client: Client) -> None:
    room, _event = given_meeting(cast.site, cast.alice)
    client.force_login(cast.bob)
    page = client.get(reverse("api:calendars", args=["yard"]))
    old = next(url for name, url in page.context["rows"] if name == room.name)
    assert client.get(old).status_code == 200
    client.post(reverse("api:calendars_renew", args=["yard"]))
    assert client.get(old).status_code == 404 and CalendarKey.objects.get().version == 1
    page = client.get(reverse("api:calendars", args=["yard"]))
    assert client.get(dict(page.context["rows"])[room.name]).status_code == 200
