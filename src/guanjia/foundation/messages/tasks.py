"""Wakes the sender, and the beats that catch every wake-up that was lost."""

from datetime import datetime

from django_tasks import task

from guanjia.foundation.jobs.public import every
from guanjia.foundation.messages.heads import mail_heads
from guanjia.foundation.messages.sending import send_due
from guanjia.kernel import clock


@task()
def send_now() -> None:
    """Send what waits; enqueued after the commit of whoever wrote a message."""
    send_due(now=clock.now())


@every("messages.send", seconds=15)
def send(now: datetime) -> None:
    """Send what waits, and what failed before and is due again."""
    send_due(now=now)


@every("messages.heads", seconds=3600)
def send_heads(now: datetime) -> None:
    """Mail yesterday's head of the seal where a site asks for it."""
    mail_heads(now=now)
