"""Bumps and reads topics."""

from django.db import connection

from guanjia.foundation.live.models import LiveTopic

BUMP = (
    "INSERT INTO live_livetopic (topic, version) VALUES (%s, 1) "
    "ON CONFLICT (topic) DO UPDATE SET version = live_livetopic.version + 1"
)


def touch(topic: str) -> None:
    """Say that what `topic` shows has changed, in the writer's transaction.

    Touch last: the row stays locked until commit.
    """
    with connection.cursor() as cursor:
        cursor.execute(BUMP, [topic])


def version(topic: str) -> int:
    """How often the topic changed; 0 if never."""
    return LiveTopic.objects.filter(pk=topic).values_list("version", flat=True).first() or 0
