"""The bell's page, preferences, the log of messages and robots."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.locking import unlock
from guanjia.foundation.messages.models import Message, Notice, Preference, Robot
from guanjia.foundation.messages.public import Template, notify, register_template, send_due
from guanjia.foundation.messages.queries import bell
from guanjia.kernel import clock
from tests.cast import Cast

AT = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
LAMP = register_template(
    Template("test.lamp", "Lamp {number} in {place} is out", "Out since {time}.\nNobody knows why.")
)


def tell(cast: Cast, *users: Any, link: str = "/s/yard/") -> None:
    context = {"place": "B201", "time": AT, "number": "BX-20261121-0007"}
    notify(site=cast.site, users=users, template=LAMP.code, context=context, link=link, at=AT)


@pytest.mark.django_db
def test_the_bell_page_reads_and_follows_the_link(cast: Cast, client: Client) -> None:
    tell(cast, cast.alice, cast.bob)
    client.force_login(cast.alice)
    page = client.get(reverse("messages:notices", args=["yard"]))
    assert "BX-20261121-0007" in page.content.decode()
    mine, other = Notice.objects.get(user=cast.alice), Notice.objects.get(user=cast.bob)
    answer = client.post(reverse("messages:read", args=["yard", mine.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/s/yard/")
    assert client.post(reverse("messages:read", args=["yard", other.pk])).status_code == 404
    mine.refresh_from_db()
    assert mine.read_at is not None and Notice.objects.get(user=cast.bob).read_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "/\\evil.example/", ""])
def test_a_notice_leads_nowhere_outside(cast: Cast, client: Client, link: str) -> None:
    tell(cast, cast.alice, link=link)
    client.force_login(cast.alice)
    answer = client.post(reverse("messages:read", args=["yard", Notice.objects.get().pk]))
    assert answer["Location"] == reverse("messages:notices", args=["yard"])


@pytest.mark.django_db
def test_reading_all_empties_the_bell(cast: Cast, client: Client) -> None:
    tell(cast, cast.alice), tell(cast, cast.alice)
    client.force_login(cast.alice)
    client.post(reverse("messages:read_all", args=["yard"]))
    assert bell(cast.alice, cast.site).count == 0  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("notices", "alice", 200),
        ("notices", "audrey", 200),
        ("notices", "charlie", 404),
        ("notices", None, 302),
        ("preferences", "alice", 200),
        ("log", "alice", 403),
        ("log", "mei", 200),
        ("log", "audrey", 200),
        ("log", "hugo", 200),
        ("robot_add", "alice", 403),
        ("robot_add", "mei", 200),
    ],
)
def test_who_opens_which_page(cast: Cast, client: Client, name: str, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast.users[who])
    assert client.get(reverse(f"messages:{name}", args=["yard"])).status_code == status


@pytest.mark.django_db
def test_an_auditor_writes_nothing(cast: Cast, client: Client) -> None:
    tell(cast, cast.audrey)
    client.force_login(cast.audrey)
    for name, args in [("read_all", ["yard"]), ("read", ["yard", Notice.objects.get().pk]), ("robot_add", ["yard"])]:
        assert (
            client.post(reverse(f"messages:{name}", args=args), {"name": "x", "url": "wecombot://k"}).status_code == 403
        )
    assert Notice.objects.get().read_at is None and not Robot.objects.exists()


@pytest.mark.django_db
def test_preferences_are_kept_and_half_a_quiet_time_is_refused(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    url = reverse("messages:preferences", args=["yard"])
    good = {
        "email": "",
        "quiet_from": "23:00",
        "quiet_to": "07:00",
        "muted": ["test.lamp"],
        "push_url": "pushplus://" + "a" * 32,
    }
    assert client.post(url, good).status_code == 302
    kept = Preference.objects.get(user=cast.alice)
    assert (kept.email, kept.quiet_from, kept.muted) == (False, time(23), ["test.lamp"])
    assert unlock(kept.locked_push_url).startswith("pushplus://")
    page = client.post(url, good | {"quiet_to": ""})
    assert page.status_code == 422 and "23:00" in page.content.decode()
    assert client.post(url, good | {"push_url": "json://127.0.0.1/"}).status_code == 422


@pytest.mark.django_db
def test_a_robot_is_added_without_its_address_in_the_journal(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    form = {"name": "会务群", "url": "wecombot://SECRETKEY-1", "templates": ["test.lamp"], "active": "on"}
    assert client.post(reverse("messages:robot_add", args=["yard"]), form).status_code == 302
    robot = Robot.objects.get()
    assert unlock(robot.locked_url) == "wecombot://SECRETKEY-1" and robot.templates == ["test.lamp"]
    assert "SECRETKEY" not in str(list(Entry.objects.values()))
    assert client.post(reverse("messages:robot_add", args=["yard"]), form).status_code == 422


@pytest.mark.django_db
def test_a_given_up_message_is_sent_again_by_hand(cast: Cast, client: Client) -> None:
    tell(cast, cast.alice)
    Message.objects.update(state="failed", attempts=50)
    client.force_login(cast.mei)
    message = Message.objects.get()
    assert "BX-20261121-0007" in client.get(reverse("messages:log", args=["yard"]) + "?state=failed").content.decode()
    client.post(reverse("messages:again", args=["yard", message.pk]))
    assert send_due(now=clock.now()) == 1
