"""Check-in over HTTP: 50,000 attendees, 16 clients; and one code at fifty desks at once."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_least, at_most, figure, percentile
from benchmarks.serving import served

GUESTS, CLIENTS, SECONDS, PAIRS = 50_000, 16, 3.0, 5
STEADY_RATE, STEADY_S = 40, 15
DESKS, TRIES = 50, 20
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def run(arms: Arms) -> Iterator[Figure]:
    """Product and bare view in turn on one database, each with guests of its own."""
    event, token = fill()
    codes = iter(all_codes(event))
    way: dict[str, Any] = {"workers": 2, "interface": "wsgi"} if arms.engine == "postgres" else {"workers": 1}
    rates: list[float] = []
    ratios: list[float] = []
    with served(**way) as ours, served(**way, DJANGO_SETTINGS_MODULE="benchmarks.bare_settings") as bare:
        load(ours, event, token, codes, 1.0)
        load(bare, event, token, codes, 1.0)
        for pair in range(PAIRS):
            order = (ours, bare) if pair % 2 else (bare, ours)
            rate = {address: load(address, event, token, codes, SECONDS) for address in order}
            rates.append(rate[ours])
            ratios.append(rate[ours] / rate[bare])
        took = steadily(ours, event, token, codes)
        right = sum(at_once(ours, event, token, next(codes)) for _try in range(TRIES))
    told = f"{GUESTS} attendees, {CLIENTS} clients, {way['workers']} process(es), {PAIRS} pairs of {SECONDS:g} s"
    goal = 300 if arms.engine == "postgres" else 100
    yield figure(arms.named("check-ins a second"), percentile(rates, 0.5), "1/s", at_least(goal), told)
    against = f"{told}; against a view that only runs the UPDATE ... RETURNING"
    yield figure(arms.named("check-in : bare view"), percentile(ratios, 0.5), "x", at_least(0.25), against)
    steady = f"{STEADY_RATE} a second for {STEADY_S} s"
    yield figure(arms.named("check-in p99 at 40 a second"), percentile(took, 0.99), "ms", at_most(50), steady)
    once = f"one code at {DESKS} desks at once, {TRIES} tries"
    yield figure(arms.named("admitted exactly once"), right, "of 20", at_least(TRIES), once)


def fill() -> tuple[Any, str]:
    """An event with its guests and a desk."""
    from guanjia.conference.actions.desks import open_desk  # noqa: PLC0415 - needs settings
    from guanjia.conference.models import Event, Guest  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings

    site = Site.objects.create(
        company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench", held_at=NOW
    )
    event = Event.objects.create(
        site=site, ref="HY-1", title="Bench", state="running", created_at=NOW, ends_at=NOW + timedelta(days=1)
    )
    Guest.objects.bulk_create(
        (Guest(site=site, event=event, name=f"客人{n}", pinyin=f"keren{n}", seat=str(n)) for n in range(GUESTS)),
        batch_size=2000,
    )
    _desk, token = open_desk(event=event, name="A", actor=None, at=NOW)
    return event, token


def all_codes(event: Any) -> list[str]:
    """Everybody's code, in the order of the list."""
    from guanjia.conference.actions.admission import code_of  # noqa: PLC0415 - needs settings
    from guanjia.conference.models import Guest  # noqa: PLC0415 - needs settings

    return [code_of(guest, event) for guest in Guest.objects.filter(event=event).only("pk", "serial").order_by("pk")]


def send(link: http.client.HTTPConnection, event: Any, token: str, code: str) -> str:
    """One scan; what came of it."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    link.request("POST", f"/d/{event.pk}/scan", body=json.dumps({"code": code}), headers=headers)
    answer = link.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {body[:300]!r}")
    return str(json.loads(body)["outcome"])


def load(address: tuple[str, int], event: Any, token: str, codes: Iterator[str], seconds: float) -> float:
    """Admissions a second when all clients scan as fast as they can."""
    lock, done, begun = threading.Lock(), [0], time.perf_counter()

    def client() -> None:
        link = http.client.HTTPConnection(*address, timeout=60)
        while time.perf_counter() - begun < seconds:
            with lock:
                code = next(codes)
            admitted = send(link, event, token, code) == "admitted"
            with lock:
                done[0] += admitted
        link.close()

    together([client] * CLIENTS)
    return done[0] / (time.perf_counter() - begun)


def steadily(address: tuple[str, int], event: Any, token: str, codes: Iterator[str]) -> list[float]:
    """Milliseconds of each scan when they come at a steady rate, counted from when each should have begun."""
    total, took, lock = STEADY_RATE * STEADY_S, [], threading.Lock()
    begun, turns = time.perf_counter() + 0.2, iter(range(total))

    def client() -> None:
        link = http.client.HTTPConnection(*address, timeout=60)
        while True:
            with lock:
                turn, code = next(turns, None), next(codes)
            if turn is None:
                break
            at = begun + turn / STEADY_RATE
            time.sleep(max(at - time.perf_counter(), 0))
            send(link, event, token, code)
            with lock:
                took.append((time.perf_counter() - at) * 1000)
        link.close()

    together([client] * 8)
    return took


def at_once(address: tuple[str, int], event: Any, token: str, code: str) -> bool:
    """Whether exactly one of all desks admits."""
    gate, outcomes = threading.Barrier(DESKS), []

    def desk() -> None:
        link = http.client.HTTPConnection(*address, timeout=60)
        gate.wait()
        outcomes.append(send(link, event, token, code))
        link.close()

    together([desk] * DESKS)
    return outcomes.count("admitted") == 1 and len(outcomes) == DESKS


def together(deeds: list[Any]) -> None:
    """Run all in threads and wait; raises what any of them raised."""
    with ThreadPoolExecutor(len(deeds)) as threads:
        for each in [threads.submit(deed) for deed in deeds]:
            each.result()
