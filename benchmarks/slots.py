"""Fifty writers for one slot, a hundred tries: exactly one wins each time."""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_least, at_most, figure, percentile

WRITERS, TRIES = 50, 100
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def run(arms: Arms) -> Iterator[Figure]:
    """Race; count winners, read what losers were told, time everybody."""
    from guanjia.places.public import Slot, SlotTaken  # noqa: PLC0415 - needs settings

    room = make_room()
    right, told_who, waits, rounds = 0, 0, [], []
    for number in range(TRIES):
        starts_at = FIRST + timedelta(days=number)
        outcomes = [None] * WRITERS
        begun = time.perf_counter()
        compete(room, starts_at, outcomes, waits)
        rounds.append((time.perf_counter() - begun) * 1000)
        kept = list(Slot.objects.filter(starts_at=starts_at).values_list("holder_id", flat=True).distinct())
        lost = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
        right += len(kept) == 1 and len(lost) == WRITERS - 1
        told_who += all(outcome.holder == ("bench.block", kept[0]) for outcome in lost)
    told = f"{WRITERS} threads for one slot, {TRIES} tries"
    yield figure(arms.named("one winner of 50 writers"), right, "of 100", at_least(TRIES), told)
    yield figure(arms.named("every loser reads who has it"), told_who, "of 100", at_least(TRIES), told)
    yield figure(arms.named("a writer waits, p95"), percentile(waits, 0.95), "ms", at_most(5000), told)
    yield figure(arms.named("all 50 are answered"), statistics.median(rounds), "ms", at_most(5000), told)


def compete(room: Any, starts_at: datetime, outcomes: list[Any], waits: list[float]) -> None:
    """All writers at the same instant, each on a connection of its own."""
    from django.db import connection, connections  # noqa: PLC0415 - needs settings

    from guanjia.places.public import SlotTaken, claim_slot  # noqa: PLC0415 - needs settings

    gate = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        connection.ensure_connection()
        gate.wait(60)
        begun = time.perf_counter()
        try:
            outcomes[number] = claim_slot(
                room=room,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                holder=("bench.block", number),
                at=FIRST,
                actor=None,
            )
        except SlotTaken as taken:
            outcomes[number] = taken
        finally:
            waits.append((time.perf_counter() - begun) * 1000)
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def make_room() -> Any:
    """A dividable hall's room of three spaces."""
    from django.conf import settings  # noqa: PLC0415 - needs settings
    from django.db import connection  # noqa: PLC0415 - needs settings

    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings
    from guanjia.places.public import Room, RoomStyle, Space  # noqa: PLC0415 - needs settings

    if "pool" in connection.settings_dict["OPTIONS"]:
        connection.close_pool()
        settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"] = WRITERS + 5
        connection.settings_dict["OPTIONS"]["pool"]["max_size"] = WRITERS + 5
    site = Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")
    room = Room.objects.create(site=site, code="H", name="Hall", setup_minutes=0, cleardown_minutes=0)
    room.spaces.set(Space.objects.bulk_create(Space(site=site, code=f"H{n}", name=f"H{n}") for n in range(3)))
    RoomStyle.objects.create(room=room, style="theatre", capacity=300)
    return room
