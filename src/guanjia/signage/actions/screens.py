"""Screens are hung up, changed, given a new address, taken down; they ask, fall silent and come back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.places.public import Building, Floor, Room
from guanjia.signage.models import Screen
from guanjia.signage.rules.screens import LATE_AFTER, Scope, Shape, Spot, Tongue
from guanjia.wayfinding.public import WaySpot

SCREEN = "signage.screen"
SEEN_EACH = timedelta(seconds=20)
"""A screen that asks more often is written down no more often."""


class ScreenRefused(Exception):
    """A sentence in the reader's language; `field` names what it is about."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class ScreenDraft:
    """A screen as it was typed; of room, floor and building the one that its scope asks for."""

    name: str
    hangs: Spot = Spot.LOBBY
    scope: Scope = Scope.SITE
    room: Room | None = None
    floor: Floor | None = None
    building: Building | None = None
    spot: WaySpot | None = None
    heading: int | None = None
    languages: Tongue = Tongue.BOTH
    shape: Shape = Shape.WIDE
    lines: int = 8
    seconds: int = 10


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def signs_topic(site_id: int) -> str:
    """The topic that the screens of a site hear: unguessable, and it says only that something changed."""
    return f"signs:{site_id}:{_key(site_id)}"


def _key(site_id: int) -> str:
    return salted_hmac("guanjia.signage", str(site_id)).hexdigest()[:24]


def echo(topic: str) -> str:
    """Screens follow the board (meetings) and the ways of their site."""
    parts = topic.split(":")
    is_ours = len(parts) == 3 and parts[0] == "site" and parts[2] in {"board", "ways"} and parts[1].isdecimal()
    return signs_topic(int(parts[1])) if is_ours else ""


def hears_signs(user: Any, rest: str) -> bool:
    """Whoever knows the key of a site's screens may hear that something changed there."""
    number, _colon, key = rest.partition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    return is_number and secrets.compare_digest(key.encode(), _key(int(number)).encode())


@transaction.atomic
def hang_screen(*, site: Site, draft: ScreenDraft, actor: Any, at: datetime) -> tuple[Screen, str]:
    """Hang a screen; it and its token, which is shown this once. Raises ScreenRefused, SecretRefused."""
    token = secrets.token_urlsafe(24)
    screen = _stored(site, draft, Screen(site=site, digest=digest_of(token), made_at=at))
    record(site=site, at=at, actor=actor, action="hang", subject=(SCREEN, screen.pk))
    changed(SCREEN, [screen.pk], site=site, at=at)
    return screen, token


@transaction.atomic
def change_screen(*, screen: Screen, draft: ScreenDraft, actor: Any, at: datetime) -> Screen:
    """Change what a screen shows and where it hangs; it follows within seconds. Raises ScreenRefused, SecretRefused."""
    screen.rev += 1
    screen = _stored(screen.site, draft, screen)
    record(site=screen.site, at=at, actor=actor, action="change", subject=(SCREEN, screen.pk))
    touch(signs_topic(screen.site_id))
    return screen


def _stored(site: Site, draft: ScreenDraft, screen: Screen) -> Screen:
    refuse_marked({"name": draft.name}, site=site)
    about = {Scope.ROOM: draft.room, Scope.FLOOR: draft.floor, Scope.BUILDING: draft.building}
    if draft.scope is not Scope.SITE and about[draft.scope] is None:
        raise ScreenRefused(draft.scope.value, _("Say which one."))
    owners = [
        ("room", draft.room.site_id if draft.room else site.pk), ("floor", draft.floor.building.site_id if draft.floor else site.pk),
        ("building", draft.building.site_id if draft.building else site.pk), ("spot", draft.spot.site_id if draft.spot else site.pk),
    ]  # fmt: skip
    for name, owner in owners:
        if owner != site.pk:
            raise ScreenRefused(name, _("This is not of this site."))
    if not 1 <= draft.lines <= 20 or not 4 <= draft.seconds <= 120:
        raise ScreenRefused("lines", _("One to twenty lines a page, four to 120 seconds each."))
    if draft.heading is not None and not 0 <= draft.heading < 360:
        raise ScreenRefused("heading", _("Degrees from 0 to 359: 0 looks up the drawing, 90 to the right."))
    screen.room = draft.room if draft.scope is Scope.ROOM else None
    screen.floor = draft.floor if draft.scope is Scope.FLOOR else None
    screen.building = draft.building if draft.scope is Scope.BUILDING else None
    for name in ("hangs", "scope", "spot", "heading", "languages", "shape", "lines", "seconds"):
        setattr(screen, name, getattr(draft, name))
    screen.name = draft.name.strip()
    try:
        with transaction.atomic():
            screen.save()
    except IntegrityError as taken:
        raise ScreenRefused("name", _("Another screen has this name.")) from taken
    return screen


@transaction.atomic
def new_token(*, screen: Screen, actor: Any, at: datetime) -> str:
    """Another address for the screen; the one before it shows one sentence from then on."""
    token = secrets.token_urlsafe(24)
    Screen.objects.filter(pk=screen.pk).update(digest=digest_of(token), rev=screen.rev + 1)
    record(site=screen.site, at=at, actor=actor, action="readdress", subject=(SCREEN, screen.pk))
    return token


@transaction.atomic
def take_down(*, screen: Screen, actor: Any, at: datetime) -> None:
    """The screen is no more; its duties are withdrawn. A second call changes nothing."""
    if Screen.objects.filter(pk=screen.pk, retired_at=None).update(retired_at=at, rev=screen.rev + 1):
        record(site=screen.site, at=at, actor=actor, action="retire", subject=(SCREEN, screen.pk))
        changed(SCREEN, [screen.pk], site=screen.site, at=at)


def find_screen(token: str) -> Screen | None:
    """The screen of a token that hangs."""
    rows = Screen.objects.select_related("site", "room", "floor__building", "building", "spot__site", "spot__floor")
    return rows.filter(digest=digest_of(token), retired_at=None).first()


def asked(screen: Screen, at: datetime) -> None:
    """The screen asked: it is in contact. One that was silent is back, which ends what was owed."""
    if screen.last_seen_at is None or at - screen.last_seen_at >= SEEN_EACH:
        Screen.objects.filter(pk=screen.pk).update(last_seen_at=at)
        screen.last_seen_at = at
    if screen.silent_since is not None:
        with transaction.atomic():
            if (
                Screen.objects.filter(pk=screen.pk)
                .exclude(silent_since=None)
                .update(silent_since=None, rev=screen.rev + 1)
            ):
                record(site=screen.site, at=at, actor=None, action="seen", subject=(SCREEN, screen.pk))
                changed(SCREEN, [screen.pk], site=screen.site, at=at)
        screen.silent_since = None


def note_silent(*, site: Site, at: datetime) -> int:
    """Mark the site's screens that have not asked for five minutes, each once; how many."""
    rows = Screen.objects.filter(site=site, retired_at=None, silent_since=None, last_seen_at__lte=at - LATE_AFTER)
    marked = 0
    for screen in rows.select_related("site")[:500]:
        with transaction.atomic():
            mine = Screen.objects.filter(pk=screen.pk, silent_since=None, last_seen_at__lte=at - LATE_AFTER)
            if mine.update(silent_since=at, rev=screen.rev + 1):
                record(site=site, at=at, actor=None, action="silent", subject=(SCREEN, screen.pk))
                changed(SCREEN, [screen.pk], site=site, at=at)
                marked += 1
    return marked
