"""Desk machines and those who sit at them (FIELD 8)."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.models import Machine, Pin, Sitting
from guanjia.frontdesk.desk.rules.pins import PinAnswer, is_locked, next_tries, weak
from guanjia.people.public import User, has_role

MACHINE = "desk.machine"
PIN = "desk.pin"
TOKEN_BYTES = 24
BADGE = "GJB1."


@transaction.atomic
def register_machine(
    *, site: Site, name: str, post_code: str, extension: str, actor: Any, at: datetime
) -> tuple[Machine, str]:
    """A machine of a post, and the token for its cookie, which is shown once and kept as a hash.

    Raises DeskRefused where the name or the extension is taken.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with transaction.atomic():
            machine = Machine.objects.create(
                site=site,
                name=name.strip()[:60],
                post_code=post_code,
                extension=extension.strip()[:12],
                token_hash=Machine.hash_of(token),
                made_at=at,
            )
    except IntegrityError:
        raise DeskRefused(_("Another machine has this name or extension.")) from None
    facts = {"post": post_code, "extension": machine.extension}
    record(site=site, at=at, actor=actor, action="register", subject=(MACHINE, machine.pk), changes=facts)
    return machine, token


@transaction.atomic
def revoke_machine(*, machine: Machine, actor: Any, at: datetime) -> None:
    """Take a machine out of service; whoever sits there is signed out. A second call does nothing."""
    if Machine.objects.filter(pk=machine.pk, revoked_at=None).update(revoked_at=at):
        Sitting.objects.filter(machine=machine, until=None).update(until=at)
        record(site=machine.site, at=at, actor=actor, action="revoke", subject=(MACHINE, machine.pk))


@transaction.atomic
def set_pin(*, site: Site, user: User, pin: str, actor: Any, at: datetime) -> str:
    """Give somebody a PIN and a new card; the code for the card, shown once. Raises DeskRefused for a weak PIN."""
    if weak(pin):
        raise DeskRefused(_("Choose 4 to 8 digits that do not repeat or count up."))
    badge = BADGE + secrets.token_urlsafe(TOKEN_BYTES)
    fields = {"pin_hash": make_password(pin), "badge_hash": Machine.hash_of(badge), "set_at": at, "tries": 0}
    Pin.objects.update_or_create(user=user, defaults=fields)
    record(site=site, at=at, actor=actor, action="set_pin", subject=(PIN, user.pk))
    return badge


def try_pin(*, machine: Machine, badge: str, pin: str, at: datetime) -> tuple[PinAnswer, User | None]:
    """Whether card and PIN belong together and to somebody of the machine's site. Five wrong ones lock the PIN.

    A card that nobody has counts against the machine, so that cards cannot be guessed either.
    """
    with transaction.atomic():
        place = Machine.objects.select_for_update().get(pk=machine.pk)
        if is_locked(place.tries, place.last_try_at, at):
            return PinAnswer.LOCKED, None
        cards = Pin.objects.select_for_update(of=("self",)).select_related("user")
        row = cards.filter(badge_hash=Machine.hash_of(badge.strip())).first()
        if row is None:
            _miss(place, at)
            return PinAnswer.WRONG, None
        if is_locked(row.tries, row.last_try_at, at):
            return PinAnswer.LOCKED, None
        if not check_password(pin, row.pin_hash) or not has_role(row.user, machine.site):
            _miss(row, at)
            where = {"machine": machine.pk}
            record(site=machine.site, at=at, actor=None, action="wrong_pin", subject=(PIN, row.user_id), changes=where)
            return PinAnswer.WRONG, None
        for each in (row, place):
            each.tries = 0
            each.save(update_fields=["tries"])
    return PinAnswer.RIGHT, row.user


def _miss(row: Pin | Machine, at: datetime) -> None:
    row.tries, row.last_try_at = next_tries(row.tries), at
    row.save(update_fields=["tries", "last_try_at"])


@transaction.atomic
def sit_down(*, machine: Machine, user: User, at: datetime) -> Sitting:
    """Somebody takes the machine over; whoever sat there before is relieved."""
    Machine.objects.select_for_update().get(pk=machine.pk)
    current = Sitting.objects.filter(machine=machine, until=None).first()
    if current is not None and current.user_id == user.pk:
        return current
    if current is not None:
        Sitting.objects.filter(pk=current.pk).update(until=at)
    sitting = Sitting.objects.create(machine=machine, user=user, since=at)
    changes = {"user": user.pk, "before": current.user_id if current else None}
    record(site=machine.site, at=at, actor=user, action="sit_down", subject=(MACHINE, machine.pk), changes=changes)
    return sitting


@transaction.atomic
def stand_up(*, machine: Machine, user: User, at: datetime) -> None:
    """They leave the machine. A second call does nothing."""
    if Sitting.objects.filter(machine=machine, user=user, until=None).update(until=at):
        record(site=machine.site, at=at, actor=user, action="stand_up", subject=(MACHINE, machine.pk))
