"""Bumps and reads topics."""

from collections.abc import Callable, Iterable

from django.db import connection

from guanjia.foundation.live.models import LiveTopic

BUMP = (
    "INSERT INTO live_livetopic (topic, version) VALUES (%s, 1) "
    "ON CONFLICT (topic) DO UPDATE SET version = live_livetopic.version + 1"
)

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
        cursor.execute(BUMP, [topic])


def version(topic: str) -> int:
    """How often the topic changed; 0 if never."""
    return LiveTopic.objects.filter(pk=topic).values_list("version", flat=True).first() or 0


def versions(topics: Iterable[str]) -> dict[str, int]:
    """Versions by topic, 0 for those that never changed; one query."""
    wanted = list(topics)
    known = dict(LiveTopic.objects.filter(pk__in=wanted).values_list("topic", "version")) if wanted else {}
    return {topic: known.get(topic, 0) for topic in wanted}


def touch_many(topics: Iterable[str]) -> None:
    """Touch several topics in one statement, always in the same order, so that writers cannot block each other."""
    wanted = sorted(set(_with_echoes(topics)))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        values = ", ".join(["(%s, 1)"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(BUMP.replace("(%s, 1)", values), part)
