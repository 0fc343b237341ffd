"""Phones that may send evidence."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from guanjia.duties.models import Device
from guanjia.duties.queries.standing import WORKERS
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.people.public import has_role

UNUSED_FOR = timedelta(days=90)
PREFIX = "gd_"
DEVICE = "duties.device"


def register_device(*, actor: Any, site: Site, name: str, at: datetime) -> tuple[Device, str]:
    """A new device of the actor at the site, and its token, which is never shown again."""
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        device = Device.objects.create(
            site=site, person=actor, name=name[:80], token_hash=Device.hash_of(token), made_at=at, used_at=at
        )
        record(site=site, at=at, actor=actor, action="duties.register_device", subject=(DEVICE, device.pk))
    return device, token


def revoke_device(*, actor: Any, device: Device, at: datetime) -> None:
    """The token stops working at once. A second call does nothing."""
    with transaction.atomic():
        if Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=at):
            record(site=device.site, at=at, actor=actor, action="duties.revoke_device", subject=(DEVICE, device.pk))


def device_of_token(token: str, site_code: str, *, at: datetime) -> Device | None:
    """The device that the token stands for, or None: unknown, revoked, another site's, unused for 90 days, or its person barred or
    without any role here that works. Notes the use once an hour."""
    if not token.startswith(PREFIX):
        return None
    found = (
        Device.objects.select_related("site", "person")
        .filter(token_hash=Device.hash_of(token), revoked_at=None)
        .first()
    )
    if found is None or found.site.code != site_code or at - found.used_at > UNUSED_FOR:
        return None
    if not found.person.is_active or not has_role(found.person, found.site, *WORKERS, at=at):
        return None
    if at - found.used_at > timedelta(hours=1):
        Device.objects.filter(pk=found.pk).update(used_at=at)
    return found
