"""Beats of the floors below: those sub-packages stand under jobs and cannot register by themselves."""

from datetime import datetime

from guanjia.foundation.events.public import forget_delivered, relay, send_webhooks
from guanjia.foundation.jobs.beats import every
from guanjia.foundation.jobs.tidying import tidy_tasks
from guanjia.foundation.journal.public import seal_all


@every("events.relay", seconds=2)
def carry_events(now: datetime) -> None:
    """Deliver what a lost wake-up left undelivered, and what failed before and is due again."""
    relay(now=now)


@every("journal.seal", seconds=60)
def seal_journal(now: datetime) -> None:
    """Seal what was written since the last minute."""
    seal_all(now=now)


@every("jobs.tidy", seconds=3600)
def tidy(now: datetime) -> None:
    """Forget old tasks and deliveries."""
    tidy_tasks(now=now)
    forget_delivered(now=now)


@every("events.webhooks", seconds=10)
def call_webhooks(now: datetime) -> None:
    """Call what waits, and what failed before and is due again."""
    send_webhooks(now=now)
