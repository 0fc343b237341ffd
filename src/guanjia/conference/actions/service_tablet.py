"""The tablet at a room's door: made, revoked, and what its buttons do."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.models import DoorTablet
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from guanjia.posts.public import on_post

TABLET = "conference.tablet"


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_tablet(*, site: Site, room: Room, actor: Any, at: datetime) -> str:
    """A token for the tablet of a room; shown once, kept as a digest. The tablet before it stops working."""
    old = DoorTablet.objects.filter(site=site, room=room, revoked_at__isnull=True)
    old.update(revoked_at=at)
    token = secrets.token_urlsafe(24)
    tablet = DoorTablet.objects.create(site=site, room=room, digest=digest_of(token), made_by=actor, made_at=at)
    record(site=site, at=at, actor=actor, action="make", subject=(TABLET, tablet.pk))
    return token


def find_tablet(token: str) -> DoorTablet | None:
    """The tablet of a token that has not been revoked."""
    rows = DoorTablet.objects.select_related("site", "room", "made_by")
    return rows.filter(digest=digest_of(token), revoked_at__isnull=True).first()


def person_at(tablet: DoorTablet, at: datetime) -> Any:
    """On whose account a button counts: the first attendant on post, else whoever hung the tablet up."""
    people = on_post(tablet.site, "conference.attendant", at)
    return people[0] if people else tablet.made_by
