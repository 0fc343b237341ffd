"""Writes a number down: journal, planner, the screens that show it."""

from datetime import datetime
from typing import Any

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.queues.models import Ticket

TICKET = "queues.ticket"


class QueueRefused(Exception):
    """The queue cannot do it; str() says why, in the reader's language."""


def topic_of(site_id: int) -> str:
    """The live topic of the site's queue."""
    return f"site:{site_id}:queue"


def keep(
    ticket: Ticket,
    action: str,
    *,
    actor: Any,
    at: datetime,
    old: str = "",
    changes: dict[str, Any] | None = None,
    event: object | None = None,
) -> None:
    """Journal what happened to the number and tell planner and live pages."""
    record(
        site=ticket.site,
        at=at,
        actor=actor,
        action=action,
        subject=(TICKET, ticket.pk),
        from_state=old,
        to_state=ticket.state,
        changes=changes,
        event=event,
    )
    changed(TICKET, [ticket.pk], site=ticket.site, at=at)
    touch(topic_of(ticket.site_id))
