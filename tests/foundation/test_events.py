"""Delivery: each event reaches each receiver exactly once, whatever fails, is doubled or is killed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from guanjia.foundation.events import registry
from guanjia.foundation.events.models import Delivery
from guanjia.foundation.events.public import forget_delivered, receives, relay
from guanjia.foundation.events.relay import LONGEST_DELAY, backoff
from guanjia.foundation.journal.public import Entry, record, record_many
from guanjia.foundation.live.public import touch, version
from guanjia.foundation.sites.public import Site
from tests.factories.sites import make_site
from tests.harness.race import race

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class LampLit:
    lamp: int
    at: datetime


heard: list[tuple[str, Any]] = []
broken: set[str] = set()


@pytest.fixture(autouse=True)
def _own_receivers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_by_kind", {})
    heard.clear()
    broken.clear()
    yield


def listen(name: str, *, inline: bool = True) -> None:
    """A receiver whose effect is a row: it bumps the topic of its name."""

    def receive(event: LampLit, entry: Entry) -> None:
        touch(name)
        heard.append((name, event))
        if name in broken:
            raise RuntimeError(f"{name} is broken")

    receive.__qualname__ = name
    receives(LampLit, inline=inline)(receive)


def light(site: Site, lamp: int = 1) -> Entry:
    with transaction.atomic():
        return record(
            site=site, at=AT, actor=None, action="lamp.light", subject=("lamp", lamp), event=LampLit(lamp, AT)
        )


def now() -> datetime:
    return datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_receivers_hear_right_after_the_commit_and_not_before() -> None:
    listen("a"), listen("b")
    site = make_site()
    with transaction.atomic():
        light(site)
        assert heard == []
    assert heard == [("a", LampLit(1, AT)), ("b", LampLit(1, AT))]
    assert (version("a"), version("b")) == (1, 1)
    assert relay(now=now()) == 0
    assert not Delivery.objects.filter(delivered_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_writer_is_never_heard_of() -> None:
    listen("a")
    site = make_site()
    with pytest.raises(RuntimeError), transaction.atomic():
        light(site)
        raise RuntimeError
    assert relay(now=now()) == 0 and heard == []


@pytest.mark.django_db(transaction=True)
def test_a_failing_receiver_blocks_nobody_and_leaves_no_half_effect() -> None:
    listen("a"), listen("b")
    broken.add("a")
    light(make_site())
    assert (version("a"), version("b")) == (0, 1)
    row = Delivery.objects.get(delivered_at__isnull=True)
    assert (row.receiver.endswith("a"), row.attempts) == (True, 1)
    assert "a is broken" in row.last_error


@pytest.mark.django_db(transaction=True)
def test_a_failed_delivery_is_tried_again_when_its_pause_is_over() -> None:
    listen("a", inline=False)
    broken.add("a")
    light(make_site())
    begun = now()
    assert relay(now=begun) == 0
    assert relay(now=begun + timedelta(seconds=29)) == 0
    assert Delivery.objects.get().attempts == 1
    assert relay(now=begun + timedelta(seconds=30)) == 0
    assert Delivery.objects.get().attempts == 2
    broken.clear()
    assert relay(now=begun + timedelta(seconds=89)) == 0
    assert relay(now=begun + timedelta(seconds=90)) == 1
    row = Delivery.objects.get()
    assert (row.last_error, row.delivered_at, version("a")) == ("", begun + timedelta(seconds=90), 1)


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(seconds=60)),
        (10, timedelta(seconds=15360)),
        (11, LONGEST_DELAY),
        (99, LONGEST_DELAY),
    ],
)
def test_pauses_double_up_to_six_hours(attempts: int, pause: timedelta) -> None:
    assert backoff(attempts) == pause


@pytest.mark.django_db(transaction=True)
def test_a_lost_wake_up_is_caught_by_the_clock() -> None:
    listen("a", inline=False)
    light(make_site())
    assert heard == []
    assert relay(now=now()) == 1
    assert relay(now=now()) == 0


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_relays_its_own_events_only() -> None:
    listen("a", inline=False)
    site = make_site()
    light(site, 1), light(make_site(), 2)
    assert relay(now=now(), site=site) == 1
    assert [event.lamp for _, event in heard] == [1]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_below_a_higher_id() -> None:
    """A late commit has a lower id than what was already delivered: the relay must still find it."""
    listen("a", inline=False)
    site = make_site()
    light(site, 1), light(site, 2)
    first = Delivery.objects.order_by("id").first()
    Delivery.objects.filter(pk=first.pk).update(next_try_at=now() + timedelta(hours=1))  # type: ignore[union-attr]
    assert relay(now=now()) == 1
    assert relay(now=now() + timedelta(hours=1)) == 1
    assert sorted(event.lamp for _, event in heard) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_eight_relays_at_once_deliver_each_event_once() -> None:
    listen("a", inline=False)
    site = make_site()
    for lamp in range(12):
        light(site, lamp)
    counts = race([lambda: relay(now=now())] * 8)
    while relay(now=now()):
        pass
    assert version("a") == 12
    assert sorted(event.lamp for _, event in heard) == list(range(12)), counts


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_writes_events_sets_the_next_ones_off() -> None:
    def pass_on(event: LampLit, entry: Entry) -> None:
        if event.lamp < 5:
            light(Site.objects.get(), event.lamp + 1)
        heard.append(("passed", event.lamp))

    receives(LampLit)(pass_on)
    make_site()
    light(Site.objects.get())
    assert [lamp for _, lamp in heard] == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True)
def test_a_bulk_action_is_heard_once() -> None:
    listen("a")
    rows = ({"id": lamp} for lamp in range(100))
    event = LampLit(0, AT)
    record_many(site=make_site(), at=AT, actor=None, action="lamp.all", subject_kind="lamp", rows=rows, event=event)
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_the_code_no_longer_has_is_visible() -> None:
    listen("a", inline=False)
    light(make_site())
    registry._by_kind.clear()
    assert relay(now=now()) == 0
    assert "no receiver" in Delivery.objects.get().last_error


@pytest.mark.django_db(transaction=True)
def test_events_without_receivers_cost_no_delivery() -> None:
    light(make_site())
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_delivered_rows_are_forgotten_after_thirty_days() -> None:
    listen("a", inline=False)
    site = make_site()
    light(site)
    relay(now=now())
    listen("b", inline=False)
    light(site)
    assert forget_delivered(now=now() + timedelta(days=30)) == 0
    assert forget_delivered(now=now() + timedelta(days=30, seconds=1)) == 1
    assert Delivery.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_relay_killed_in_the_middle_leaves_the_event_undelivered() -> None:
    """The mark and the effect are one transaction: neither is there when the connection dies."""
    listen("a", inline=False)
    light(make_site())

    class Killed(BaseException):
        pass

    def die(event: LampLit, entry: Entry) -> None:
        touch("a")
        raise Killed

    kind = Delivery.objects.get().entry.event_kind
    kept = registry._by_kind[kind].copy()
    for name, receiver in kept.items():
        registry._by_kind[kind][name] = registry.Receiver(name, receiver.event_class, die, False)
    with pytest.raises(Killed):
        relay(now=now())
    connection.close()
    registry._by_kind[kind] = kept
    assert version("a") == 0
    assert relay(now=now()) == 1
    assert version("a") == 1
