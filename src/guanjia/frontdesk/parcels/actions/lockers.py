"""Parcels go into lockers and come out of them; a full or silent locker costs nothing: the shelf is always there (PARC-014)."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import httpx
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused, Handover, hand_over
from guanjia.foundation.journal.public import Entry, record
from guanjia.foundation.messages.public import lock, unlock
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.actions.codes import tell_supervisors
from guanjia.frontdesk.parcels.actions.collecting import shut
from guanjia.frontdesk.parcels.actions.noting import note
from guanjia.frontdesk.parcels.actions.telling import ARRIVED, tell
from guanjia.frontdesk.parcels.models import Locker, Parcel
from guanjia.frontdesk.parcels.queries.parcels import code_of
from guanjia.frontdesk.parcels.rules.codes import MOST_TRIES, TRIES_FORGOTTEN_AFTER
from guanjia.frontdesk.parcels.rules.signing import is_genuine, sign
from guanjia.kernel import clock, typed

TIMEOUT_S = 5.0
MOMENT, SIGNATURE = "Guanjia-Moment", "Guanjia-Signature"


class LockerFull(Exception):
    """No box is free."""


class LockerOffline(Exception):
    """The locker does not answer, or not with sense."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box that was given: its name on the door and the locker's own reference."""

    name: str
    ref: str


class LockerAdapter(Protocol):
    """What the house asks of any make of locker."""

    def reserve(self, locker: Locker, tag: str, code: str, until: datetime) -> Box:
        """Open a free box for the parcel `tag`, to be opened again by `code`. Raises LockerFull, LockerOffline."""


class HttpLocker:
    """A locker that takes signed JSON over HTTP."""

    def reserve(self, locker: Locker, tag: str, code: str, until: datetime) -> Box:
        """POST <address>/boxes; 200 gives box and ref, 409 says that it is full."""
        body = json.dumps({"tag": tag, "code": code, "until": until.isoformat()}).encode()
        moment = int(clock.now().timestamp())
        headers = {MOMENT: str(moment), SIGNATURE: sign(unlock(locker.locked_secret), moment, body)}
        try:
            answer = httpx.post(f"{locker.address.rstrip('/')}/boxes", content=body, headers=headers, timeout=TIMEOUT_S)
            if answer.status_code == httpx.codes.CONFLICT:
                raise LockerFull
            answer.raise_for_status()
            given = answer.json()
            return Box(str(given["box"])[:20], str(given["ref"])[:64])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise LockerOffline(str(error)) from error


LOCKER = "parcels.locker"
ADAPTERS: dict[str, Callable[[], LockerAdapter]] = {"http": HttpLocker}


def add_locker(*, site: Site, code: str, name: str, address: str, secret: str, adapter: str = "http") -> Locker:
    """Register a locker; its secret is kept locked. Raises CustodyRefused for an adapter that the house has not."""
    if adapter not in ADAPTERS:
        raise CustodyRefused("adapter", _("The house has no adapter of this name."))
    return Locker.objects.create(
        site=site, code=code, name=name, address=address, adapter=adapter, locked_secret=lock(secret)
    )


def register_locker(
    *, site: Site, code: str, name: str, address: str, hold_hours: int, actor: Any, at: datetime
) -> tuple[Locker, str]:
    """Put a cabinet into service with a secret of its own, which is returned once and kept locked. Raises CustodyRefused for a
    code that another cabinet has."""
    secret = secrets.token_urlsafe(24)
    try:
        with transaction.atomic():
            locker = add_locker(site=site, code=code, name=name, address=address, secret=secret)
            Locker.objects.filter(pk=locker.pk).update(hold_hours=hold_hours)
            record(site=site, at=at, actor=actor, action="add", subject=(LOCKER, locker.pk), to_state="active")
    except IntegrityError as taken:
        raise CustodyRefused("code", _("Another locker has this code.")) from taken
    locker.refresh_from_db()
    return locker, secret


@transaction.atomic
def retire_locker(*, locker: Locker, actor: Any, at: datetime) -> None:
    """The cabinet gets no more parcels and is believed no more. Refused while a box of it holds one: raises CustodyRefused."""
    if Parcel.objects.filter(locker=locker, is_open=True).exists():
        raise CustodyRefused("locker", _("Boxes of it hold parcels: take them out first."))
    if Locker.objects.filter(pk=locker.pk, active=True).update(active=False):
        record(site=locker.site, at=at, actor=actor, action="retire", subject=(LOCKER, locker.pk), to_state="retired")


def put_into_locker(*, parcel: Parcel, locker: Locker, actor: Any, at: datetime) -> bool:
    """Put a parcel into a box; False when the locker is full or silent and it stays on its shelf. Not inside a transaction."""
    until = at + timedelta(hours=locker.hold_hours)
    try:
        box = ADAPTERS[locker.adapter]().reserve(locker, parcel.item.number, code_of(parcel), until)
    except LockerFull:
        note(parcel, "locker_full", actor=actor, at=at)
        return False
    except LockerOffline:
        Locker.objects.filter(pk=locker.pk, offline_since=None).update(offline_since=at)
        note(parcel, "locker_offline", actor=actor, at=at)
        return False
    with transaction.atomic():
        Locker.objects.filter(pk=locker.pk).update(offline_since=None)
        fields = {"locker": locker, "box": box.name, "locker_ref": box.ref, "locker_until": until}
        Parcel.objects.filter(pk=parcel.pk).update(**fields)
        parcel.refresh_from_db()
        note(parcel, "into_locker", reason=box.name, actor=actor, at=at)
        tell(parcel, ARRIVED, at=at)
    return True


def locker_said(*, locker: Locker, raw: bytes, moment: str, signature: str, at: datetime) -> bool:
    """Take what a locker says: a box was opened by its code, its time is over, a wrong code was typed. False for what is not signed by it.

    A word that comes twice changes nothing the second time.
    """
    now = int(clock.now().timestamp())
    said_at = typed.number(moment)
    if not said_at or not is_genuine(unlock(locker.locked_secret), said_at, raw, signature, now):
        return False
    try:
        said = json.loads(raw)
        ref, what = str(said["ref"]), str(said["event"])
    except (ValueError, KeyError, TypeError):
        return False
    Locker.objects.filter(pk=locker.pk, offline_since__isnull=False).update(offline_since=None)
    if what == "wrong_code":
        _guessed(locker, at)
        return True
    rows = Parcel.objects.select_related("site", "item__owner", "item__unit", "item__site")
    parcel = rows.filter(locker=locker, locker_ref=ref, is_open=True).first()
    if parcel is None:
        return True
    if what == "opened":
        _opened(parcel, ref, at)
    elif what == "expired":
        _expired(parcel, at)
    return True


@transaction.atomic
def _guessed(locker: Locker, at: datetime) -> None:
    """A code that opens nothing was typed at the cabinet: it leaves a trace; the fifth within a quarter of an hour is told."""
    record(site=locker.site, at=at, actor=None, action="wrong_code", subject=(LOCKER, locker.pk))
    traces = Entry.objects.filter(site=locker.site, subject_kind=LOCKER, subject_id=locker.pk, action="wrong_code")
    if traces.filter(at__gt=at - TRIES_FORGOTTEN_AFTER).count() == MOST_TRIES:
        tell_supervisors(locker.site, "parcels.locker_guessed", locker.name, at)


@transaction.atomic
def _opened(parcel: Parcel, ref: str, at: datetime) -> None:
    name = parcel.item.owner.name if parcel.item.owner is not None else "–"
    proof = Handover(to_name=name, checked="code", condition=_("Closed box"), signature=f"{parcel.box} {ref}")
    hand_over(item=parcel.item, handover=proof, by_machine=True, actor=None, at=at)
    shut(parcel)


@transaction.atomic
def _expired(parcel: Parcel, at: datetime) -> None:
    fields = {"locker": None, "box": "", "locker_ref": "", "locker_until": None}
    Parcel.objects.filter(pk=parcel.pk).update(**fields)
    parcel.refresh_from_db()
    note(parcel, "out_of_locker", actor=None, at=at)
    tell(parcel, ARRIVED, at=at)
