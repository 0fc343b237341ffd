"""Pick-up codes are checked: each guess is counted before it is looked at, five wrong ones lock."""

import hmac
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.actions.noting import note
from guanjia.frontdesk.parcels.actions.receiving import give_code
from guanjia.frontdesk.parcels.actions.telling import ARRIVED, tell
from guanjia.frontdesk.parcels.events import ParcelLocked
from guanjia.frontdesk.parcels.models import DeskTries, Parcel
from guanjia.frontdesk.parcels.permissions import SUPERVISORS
from guanjia.frontdesk.parcels.queries.parcels import digest_for
from guanjia.frontdesk.parcels.rules.codes import (
    DESK_LOCKED_FOR,
    MOST_TRIES,
    TRIES_FORGOTTEN_AFTER,
    is_code,
    is_locked,
)
from guanjia.people.public import users_with_role


class CodeRefused(Exception):
    """The code is wrong, or was wrong too often; `locked` says which. str() is for the receptionist."""

    def __init__(self, message: str, *, locked: bool) -> None:
        super().__init__(message)
        self.locked = locked


def check_code(*, parcel: Parcel, code: str, actor: Any, at: datetime) -> None:
    """Pass if the code is the parcel's, else raise CodeRefused. The fifth wrong one locks the parcel and tells a supervisor.

    The guess is counted before it is compared, so that guesses at the same instant are counted too.
    """
    if not Parcel.objects.filter(pk=parcel.pk, tries__lt=MOST_TRIES, is_open=True).update(tries=F("tries") + 1):
        raise CodeRefused(_("Too many wrong codes. A supervisor must unlock this parcel."), locked=True)
    row = Parcel.objects.select_related("site", "item").get(pk=parcel.pk)
    digest = digest_for(row.site, code) if is_code(code) else ""
    if row.code_digest and hmac.compare_digest(row.code_digest, digest):
        Parcel.objects.filter(pk=parcel.pk).update(tries=0)
        return
    with transaction.atomic():
        note(row, "wrong_code", actor=actor, at=at)
        if is_locked(row.tries):
            _lock(row, actor, at)
    if is_locked(row.tries):
        raise CodeRefused(_("Too many wrong codes. A supervisor must unlock this parcel."), locked=True)
    raise CodeRefused(_("The code is wrong. %(left)d tries are left.") % {"left": MOST_TRIES - row.tries}, locked=False)


def find_by_code(*, site: Site, code: str, actor: Any, at: datetime) -> Parcel:
    """The open parcel of a code that somebody says at the counter. Five wrong ones in a quarter of an hour close the field
    for whoever types them, and tell a supervisor. Raises CodeRefused."""
    _count_try(site, actor, at)
    rows = Parcel.objects.select_related("item__unit", "item__owner", "site", "locker")
    found = rows.filter(site=site, is_open=True, code_digest=digest_for(site, code)).first() if is_code(code) else None
    if found is not None and is_locked(found.tries):
        raise CodeRefused(_("Too many wrong codes. A supervisor must unlock this parcel."), locked=True)
    if found is not None:
        DeskTries.objects.filter(site=site, user=actor).update(count=0, locked_until=None)
        return found
    tries = DeskTries.objects.get(site=site, user=actor)
    if tries.count >= MOST_TRIES and tries.locked_until is None:
        _lock_desk(tries, at)
    raise CodeRefused(_("No parcel has this code."), locked=tries.count >= MOST_TRIES)


def unlock(*, parcel: Parcel, reason: str, actor: Any, at: datetime) -> Parcel:
    """A supervisor unlocks a parcel; it gets a new code, which the household is told."""
    with transaction.atomic():
        note(parcel, "unlock", reason=reason, actor=actor, at=at)
        give_code(parcel)
        tell(parcel, ARRIVED, at=at)
    return parcel


def _lock(parcel: Parcel, actor: Any, at: datetime) -> None:
    event = ParcelLocked(parcel.pk, parcel.item_id)
    note(parcel, "lock", event=event, actor=actor, at=at)
    tell_supervisors(parcel.site, "parcels.locked", parcel.item.number, at)


def _lock_desk(tries: DeskTries, at: datetime) -> None:
    with transaction.atomic():
        rows = DeskTries.objects.filter(pk=tries.pk, locked_until=None)
        if rows.update(locked_until=at + DESK_LOCKED_FOR):
            tell_supervisors(tries.site, "parcels.desk_locked", str(tries.user), at)


def tell_supervisors(site: Site, template: str, number: str, at: datetime) -> None:
    """Whoever may unlock is told what or who was locked."""
    notify(
        site=site,
        users=users_with_role(site, *SUPERVISORS, at=at),
        template=template,
        context={"number": number, "time": at},
        link=reverse("parcels:parcels", args=[site.code]),
        at=at,
    )


def _count_try(site: Site, actor: Any, at: datetime) -> None:
    """Count a guess of this desk before it is looked at; raise CodeRefused while the desk is locked."""
    DeskTries.objects.get_or_create(site=site, user=actor, defaults={"first_at": at})
    mine = DeskTries.objects.filter(site=site, user=actor)
    fresh = Q(locked_until__lte=at) | Q(locked_until=None, first_at__lte=at - TRIES_FORGOTTEN_AFTER)
    mine.filter(fresh).update(count=0, first_at=at, locked_until=None)
    if not mine.filter(count__lt=MOST_TRIES).update(count=F("count") + 1):
        raise CodeRefused(_("Too many wrong codes. Try again in a quarter of an hour."), locked=True)
