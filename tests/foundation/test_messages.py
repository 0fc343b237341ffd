"""Messages: the bell, outside channels with choice and quiet hours, retries, robots that say little."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import translation

from guanjia.foundation.journal.public import record, seal
from guanjia.foundation.live.public import version
from guanjia.foundation.messages import channels, wording
from guanjia.foundation.messages.channels import BadAddress, ChannelDown, check_push_url
from guanjia.foundation.messages.heads import mail_heads
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Message, Notice, Preference, Robot
from guanjia.foundation.messages.public import Template, bell_topic, notify, register_template, send_due, write_to
from guanjia.foundation.messages.queries import bell, line
from guanjia.foundation.messages.rules.backoff import GIVE_UP_AFTER, pause
from guanjia.foundation.messages.rules.quiet import earliest
from guanjia.foundation.messages.wording import robot_facts, words
from guanjia.foundation.persons.public import erase, make_person
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from tests.cast import Cast
from tests.harness.race import race

AT = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LAMP = register_template(
    Template("test.lamp", "Lamp {number} in {place} is out", "Out since {time}.\nNobody knows why.")
)


def tell(cast: Cast, *users: Any, **fields: Any) -> int:
    context = {"place": "B201", "time": AT, "number": "BX-20261121-0007", "name": "张三"}
    fields = {"site": cast.site, "template": LAMP.code, "context": context, "link": "/s/yard/", "at": AT} | fields
    return notify(users=users, **fields)


@pytest.mark.parametrize(
    ("now", "start", "end", "expected"),
    [
        ("22:59:59", "23:00", "07:00", "22:59:59"),
        ("23:00:00", "23:00", "07:00", "07:00:00+1"),
        ("06:59:59", "23:00", "07:00", "07:00:00"),
        ("07:00:00", "23:00", "07:00", "07:00:00"),
        ("11:59:59", "12:00", "14:00", "11:59:59"),
        ("12:00:00", "12:00", "14:00", "14:00:00"),
        ("13:59:59", "12:00", "14:00", "14:00:00"),
        ("14:00:00", "12:00", "14:00", "14:00:00"),
        ("12:00:00", "12:00", "12:00", "12:00:00"),
        ("12:00:00", None, "14:00", "12:00:00"),
        ("12:00:00", "12:00", None, "12:00:00"),
    ],
)
def test_quiet_hours(now: str, start: str | None, end: str | None, expected: str) -> None:
    day = datetime(2026, 11, 21, tzinfo=UTC)
    at = datetime.combine(day, time.fromisoformat(now), UTC)
    clock_time, _plus, days = expected.partition("+")
    wanted = datetime.combine(day, time.fromisoformat(clock_time), UTC) + timedelta(days=int(days or 0))
    found = earliest(at, time.fromisoformat(start) if start else None, time.fromisoformat(end) if end else None)
    assert found == wanted


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (6, 32), (7, 60), (99, 60)])
def test_pauses_double_up_to_an_hour(attempts: int, minutes: int) -> None:
    assert pause(attempts) == timedelta(minutes=minutes)


def test_words_are_filled_in_and_nothing_else_is_executed() -> None:
    site = Site(zone="Asia/Shanghai")
    context = wording.freeze({"place": "{number}", "time": AT, "number": 7, "on": AT.date()})
    assert (
        words("{place} {time} {on} {missing}{number.__class__}", context, site)
        == "{number} 11-21 13:30 11-21 {number.__class__}"
    )
    assert robot_facts(context | {"name": "张三"}, site) == "{number} 11-21 13:30 7"


def test_a_template_is_declared_once() -> None:
    register_template(LAMP)
    with pytest.raises(ValueError, match=r"test\.lamp"):
        register_template(Template("test.lamp", "Other words"))


def test_locked_text_opens_again_and_looks_like_nothing() -> None:
    assert unlock(lock("wecombot://KEY")) == "wecombot://KEY"
    assert "KEY" not in lock("wecombot://KEY")
    assert (lock(""), unlock(""), unlock("broken")) == ("", "", "")


@pytest.mark.django_db
def test_everybody_gets_one_line_under_the_bell(cast: Cast) -> None:
    assert tell(cast, cast.alice, cast.bob, cast.alice) == 2
    assert Notice.objects.count() == 2
    assert version(bell_topic(cast.alice.pk)) == 1
    shown = bell(cast.alice, cast.site)
    assert shown is not None and (shown.count, shown.topic) == (1, bell_topic(cast.alice.pk))
    assert bell(cast.alice, cast.other_site).count == 0  # type: ignore[union-attr]
    with translation.override("en"):
        found = line(Notice.objects.get(user=cast.alice), cast.site)
    assert (found.title, found.body) == (
        "Lamp BX-20261121-0007 in B201 is out",
        "Out since 11-21 13:30.\nNobody knows why.",
    )


@pytest.mark.django_db
def test_telling_many_needs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        tell(cast, *cast.users.values())


@pytest.mark.django_db
def test_a_plain_string_is_a_template(cast: Cast) -> None:
    tell(cast, cast.alice, template="Room {place} is free")
    assert line(Notice.objects.get(), cast.site).title == "Room B201 is free"


@pytest.mark.django_db
def test_an_email_goes_out_in_the_readers_language_with_the_link(cast: Cast) -> None:
    cast.alice.language = "en"
    tell(cast, cast.alice)
    assert send_due(now=clock.now()) == 1
    assert send_due(now=clock.now()) == 0
    [sent] = mail.outbox
    assert (sent.subject, sent.to) == ("Lamp BX-20261121-0007 in B201 is out", ["alice@example.org"])
    assert sent.body.endswith("/s/yard/")
    row = Message.objects.get()
    assert (row.state, row.attempts, row.last_error) == ("sent", 1, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("choice", "urgent", "count"),
    [
        ({}, False, 1),
        ({"email": False}, False, 0),
        ({"email": False}, True, 0),
        ({"muted": ["test.lamp"]}, False, 0),
        ({"muted": ["test.lamp"]}, True, 1),
        ({"muted": ["test.other"]}, False, 1),
        ({"locked_push_url": "x"}, False, 2),
    ],
)
def test_channels_follow_the_persons_choice(cast: Cast, choice: dict[str, Any], urgent: bool, count: int) -> None:
    Preference.objects.create(user=cast.alice, **choice)
    tell(cast, cast.alice, urgent=urgent)
    assert (Message.objects.count(), Notice.objects.count()) == (count, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("urgent", "waits"), [(False, True), (True, False)])
def test_quiet_hours_hold_back_what_is_not_urgent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, urgent: bool, waits: bool
) -> None:
    night = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    monkeypatch.setattr("guanjia.kernel.clock.now", lambda: night)
    Preference.objects.create(user=cast.alice, quiet_from=time(23), quiet_to=time(7))
    tell(cast, cast.alice, urgent=urgent)
    assert send_due(now=night) == (0 if waits else 1)
    morning = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    assert send_due(now=morning - SECOND) == 0
    assert send_due(now=morning) == (1 if waits else 0)


@pytest.mark.django_db
def test_a_channel_that_is_down_loses_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(message: Message) -> None:
        raise ChannelDown("no route")

    tell(cast, cast.alice)
    begun = Message.objects.get().made_at
    with monkeypatch.context() as patch:
        patch.setitem(channels.SENDERS, "email", down)
        assert [send_due(now=begun + offset * SECOND) for offset in (0, 59, 60)] == [0, 0, 0]
        row = Message.objects.get()
        assert (row.attempts, row.last_error, row.state) == (2, "no route", "queued")
    assert send_due(now=begun + 179 * SECOND) == 0
    assert send_due(now=begun + 180 * SECOND) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "state"), [(GIVE_UP_AFTER - SECOND, "queued"), (GIVE_UP_AFTER, "failed")])
def test_a_week_without_success_is_given_up_visibly(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, age: timedelta, state: str
) -> None:
    def down(message: Message) -> None:
        raise ChannelDown("no route")

    monkeypatch.setitem(channels.SENDERS, "email", down)
    tell(cast, cast.alice)
    send_due(now=Message.objects.get().made_at + age)
    assert Message.objects.get().state == state


@pytest.mark.django_db
def test_a_bug_in_one_message_does_not_hold_up_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(message: Message) -> None:
        if message.user_id == cast.alice.pk:
            raise KeyError("bug")

    monkeypatch.setitem(channels.SENDERS, "email", send)
    tell(cast, cast.alice, cast.bob)
    assert send_due(now=clock.now()) == 1
    assert "KeyError" in Message.objects.get(user=cast.alice).last_error


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_once(cast_committed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setitem(channels.SENDERS, "email", lambda message: sent.append(message.pk))
    tell(cast_committed, cast_committed.alice, cast_committed.bob)
    race([lambda: send_due(now=clock.now())] * 4)
    assert len(sent) == len(set(sent)) == 2


@pytest.mark.django_db(transaction=True)
def test_the_commit_wakes_the_worker(cast_committed: Cast) -> None:
    tell(cast_committed, cast_committed.alice)
    assert mail.outbox == []
    call_command("worker", "--batch")
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_robots_say_place_time_number_and_link_only(cast: Cast) -> None:
    robot = Robot.objects.create(site=cast.site, name="群", locked_url=lock("wecombot://KEY"))
    Robot.objects.create(site=cast.other_site, name="群", locked_url=lock("wecombot://KEY"))
    Robot.objects.create(site=cast.site, name="off", locked_url="", active=False)
    Robot.objects.create(site=cast.site, name="other", locked_url="", templates=["test.other"])
    tell(cast, cast.alice)
    assert not Message.objects.filter(channel="robot").exists()
    tell(cast, cast.alice, urgent=True)
    message = Message.objects.get(channel="robot")
    assert (message.robot, message.title, message.body) == (robot, "B201 11-21 13:30 BX-20261121-0007", "")


@pytest.mark.django_db
def test_a_rehearsal_rings_but_sends_nothing_outside(cast: Cast) -> None:
    stage = Site.objects.create(company=cast.company, code="stage", name="Stage", rehearsal_of=cast.site)
    Robot.objects.create(site=stage, name="群", locked_url=lock("wecombot://KEY"))
    tell(cast, cast.alice, site=stage, urgent=True)
    assert (Notice.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("wecombot://abcdef-123", True),
        ("nonsense", False),
        ("nonsense://x", False),
        ("json://127.0.0.1/hook", False),
        ("json://8.8.8.8/hook", True),
        ("jsons://localhost:6379", False),
    ],
)
def test_push_addresses_are_checked(cast: Cast, url: str, good: bool) -> None:
    if good:
        check_push_url(url, cast.site)
    else:
        with pytest.raises(BadAddress):
            check_push_url(url, cast.site)


@pytest.mark.django_db
def test_a_guest_without_account_gets_a_letter_with_attachments(cast: Cast) -> None:
    guest = make_person(site=cast.site, name="王五", private={"email": "wang@example.org"}, actor=cast.alice, at=AT)
    parts = [("invitation.ics", "text/calendar", b"BEGIN:VCALENDAR")]
    write_to(
        site=cast.site,
        person=guest,
        template="You are invited to {place}",
        context={"place": "B201"},
        at=AT,
        attachments=parts,
    )
    assert "wang" not in str(Message.objects.values().get())
    assert send_due(now=clock.now()) == 1
    [sent] = mail.outbox
    assert sent.to == ["wang@example.org"] and sent.attachments[0][0] == "invitation.ics"
    erase(guest, actor=cast.mei, at=AT, reason="asked", site=cast.site)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_person_without_address_waits_and_is_seen(cast: Cast) -> None:
    guest = make_person(site=cast.site, name="王五", private={}, actor=cast.alice, at=AT)
    write_to(site=cast.site, person=guest, template="Hello", context={}, at=AT)
    assert send_due(now=clock.now()) == 0
    assert Message.objects.get().last_error == "no e-mail address"


def test_the_daily_head_is_mailed_once_a_day(cast_committed: Cast) -> None:
    cast = cast_committed
    Site.objects.filter(pk=cast.site.pk).update(settings={"seal.mail_to": "a@example.org; b@example.org"})
    record(site=cast.site, at=AT, actor=None, action="a.b", subject=("x", 1))
    now = clock.now()
    assert mail_heads(now=now) == 0
    seal(cast.site, now=now)
    tomorrow = now + timedelta(days=1)
    assert mail_heads(now=tomorrow) == 2
    assert mail_heads(now=tomorrow + SECOND) == 0
    assert send_due(now=tomorrow) == 2
    assert "example" not in str(list(Message.objects.values("locked_address")))
