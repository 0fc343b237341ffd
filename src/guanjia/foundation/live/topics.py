"""Bumps and reads topics."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import connection

from guanjia.foundation.live.models import LiveTopic
from guanjia.kernel import clock

BUMP = (
    "INSERT INTO live_livetopic (topic, version, moved_at) VALUES (%s, 1, %s) "
    "ON CONFLICT (topic) DO UPDATE SET version = live_livetopic.version + 1, moved_at = excluded.moved_at"
)
LONGEST_DRAWN_S = 3600
SLACK = timedelta(seconds=2)
"""A bump is seen when its transaction commits, this much after its moment at the most, clocks of hosts included."""

Echo = Callable[[str], str]
_echoes: dict[str, Echo] = {}


def register_echo(code: str, echo: Echo) -> None:
    """Have `echo(topic)` bumped whenever `topic` is; "" bumps nothing more. From apps.ready(), for readers who may not

    hear the topic itself. The same code a second time replaces the first; an echo has no echo.
    """
    _echoes[code] = echo


def _with_echoes(topics: Iterable[str]) -> list[str]:
    asked = list(topics)
    return asked + [also for echo in _echoes.values() for topic in asked if (also := echo(topic))]


def touch(topic: str) -> None:
    """Say that what `topic` shows has changed, in the writer's transaction.

    Touch as late as possible: on PostgreSQL the topic's row stays locked until the commit.
    """
    if len(_with_echoes([topic])) > 1:
        touch_many([topic])
        return
    with connection.cursor() as cursor:
        cursor.execute(BUMP, [topic, _moment()])


def version(topic: str) -> int:
    """How often the topic changed; 0 if never."""
    return LiveTopic.objects.filter(pk=topic).values_list("version", flat=True).first() or 0


def versions(topics: Iterable[str]) -> dict[str, int]:
    """Versions by topic, 0 for those that never changed; one query."""
    wanted = list(topics)
    known = dict(LiveTopic.objects.filter(pk__in=wanted).values_list("topic", "version")) if wanted else {}
    return {topic: known.get(topic, 0) for topic in wanted}


def moved_within(topics: Iterable[str], seconds: float) -> list[str]:
    """Which of the topics moved within the last `seconds`, SLACK included: a page drawn so long ago may not show it."""
    since = clock.now() - timedelta(seconds=seconds) - SLACK
    return sorted(LiveTopic.objects.filter(pk__in=list(topics), moved_at__gte=since).values_list("pk", flat=True))


def _moment() -> object:
    """The present as the engine's own statement takes it."""
    return connection.ops.adapt_datetimefield_value(clock.now())


def touch_many(topics: Iterable[str]) -> None:
    """Touch several topics in one statement, always in the same order, so that writers cannot block each other."""
    wanted = sorted(set(_with_echoes(topics)))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        values, moment = ", ".join(["(%s, 1, %s)"] * len(part)), _moment()
        with connection.cursor() as cursor:
            cursor.execute(BUMP.replace("(%s, 1, %s)", values), [each for topic in part for each in (topic, moment)])


def standing(topics: Iterable[str], drawn_s: str) -> dict[str, object]:
    """What a poll answers: topic -> version, and where the page says how many seconds ago it was drawn, "moved": the
    topics that it may have missed meanwhile. Another text than a number of seconds up to an hour says nothing.
    """
    wanted = list(topics)
    found: dict[str, object] = dict(versions(wanted))
    seconds = float(drawn_s) if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", drawn_s) else None
    if found and seconds is not None and seconds <= LONGEST_DRAWN_S:
        found["moved"] = moved_within(wanted, seconds)
    return found
