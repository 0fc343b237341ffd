"""Writes of messages by hand: reading the bell, preferences, robots, sending again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.gateways import locked
from guanjia.foundation.messages.locking import lock
from guanjia.foundation.messages.models import Gateway, Message, Notice, Robot
from guanjia.foundation.messages.notifying import bell_topic
from guanjia.foundation.messages.sending import send_again
from guanjia.foundation.sites.public import Site


@transaction.atomic
def mark_read(*, site: Site, user: Any, at: datetime, notice_id: int | None = None) -> int:
    """Mark one notice of the user, or all at the site, as read;

    the count that was unread. A second call counts none.
    """
    rows = Notice.objects.filter(site=site, user=user, read_at__isnull=True)
    count = (rows if notice_id is None else rows.filter(pk=notice_id)).update(read_at=at)
    if count:
        touch(bell_topic(user.pk))
    return count


@transaction.atomic
def save_robot(*, site: Site, robot: Robot, url: str, actor: Any, at: datetime) -> Robot:
    """Store a new or changed robot; its address is kept locked and stays out of the journal."""
    made = robot.pk is None
    robot.site, robot.locked_url = site, lock(url)
    robot.save()
    changes = {"name": robot.name, "active": robot.active, "templates": robot.templates}
    action = "robot.add" if made else "robot.change"
    record(site=site, at=at, actor=actor, action=action, subject=("messaging.robot", robot.pk), changes=changes)
    return robot


@transaction.atomic
def save_gateway(*, site: Site, kind: str, values: dict[str, Any], active: bool, actor: Any, at: datetime) -> Gateway:
    """Store the settings of the site's gateway of this kind; secrets are kept locked and stay out of the journal."""
    gateway, made = Gateway.objects.update_or_create(
        site=site,
        kind=kind,
        defaults={"locked_settings": locked(values), "active": active, "failures": 0, "rests_until": None},
    )
    action, changes = "gateway.add" if made else "gateway.change", {"kind": kind, "active": active}
    record(site=site, at=at, actor=actor, action=action, subject=("messaging.gateway", gateway.pk), changes=changes)
    return gateway


@transaction.atomic
def resend(*, site: Site, message: Message, actor: Any, at: datetime, now: datetime) -> bool:
    """Put a given-up message back in the queue; False when it is not given up."""
    if not send_again(message, now=now):
        return False
    record(site=site, at=at, actor=actor, action="message.resend", subject=("messaging.message", message.pk))
    return True
