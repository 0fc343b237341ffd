"""A parcel leaves the counter: to its recipient, to somebody for them, back to the courier; or it is lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import (
    CustodyRefused,
    Handover,
    TakenBy,
    dispose,
    go_astray,
    hand_over,
    lose,
    may_dispose,
    recover,
)
from guanjia.custody.public import ItemKind as Kind
from guanjia.foundation.sites.public import setting
from guanjia.frontdesk.parcels.actions.codes import check_code
from guanjia.frontdesk.parcels.actions.receiving import give_code
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.rules.liability import is_amount, within_limit

BY_CODE = "code"


def collect(
    *, parcel: Parcel, handover: Handover, code: str = "", file_ids: Sequence[int] = (), actor: Any, at: datetime
) -> Parcel:
    """Hand the parcel over by its code, or by what `handover.checked` says was looked at (PARC-002).

    Somebody who collects for another needs the code or the owner's word. Raises CodeRefused, CustodyRefused, MoveRefused.
    """
    if parcel.item.unit_id is None and parcel.item.owner_id is None:
        raise CustodyRefused("recipient", _("Find its recipient first."))
    if code:
        check_code(parcel=parcel, code=code, actor=actor, at=at)
        handover = replace(handover, checked=BY_CODE)
    elif parcel.tries >= 5:
        check_code(parcel=parcel, code=code, actor=actor, at=at)
    if handover.as_whom is TakenBy.COURIER:
        raise CustodyRefused("as_whom", _("To a courier it is sent back, not handed over."))
    with transaction.atomic():
        hand_over(item=parcel.item, handover=handover, file_ids=file_ids, actor=actor, at=at)
        return shut(parcel)


def send_back(*, parcel: Parcel, reason: str, actor: Any, at: datetime) -> Parcel:
    """The supervisor decides that an uncollected parcel goes back with the courier, after its seven days (PARC-013)."""
    if not may_dispose(Kind.PARCEL, parcel.item.taken_at, at):
        raise CustodyRefused("reason", _("It is kept for 7 days before it may be cleared."))
    with transaction.atomic():
        dispose(item=parcel.item, reason=reason, actor=actor, at=at)
        return shut(parcel)


def lose_parcel(
    *, parcel: Parcel, reason: str, amount: Decimal | None = None, note: str = "", by_manager: bool = False,
    actor: Any, at: datetime,
) -> Parcel:  # fmt: skip
    """It cannot be found. An `amount` over the limit of liability is for the manager to agree to (PARC-010)."""
    if amount is not None and not is_amount(amount):
        raise CustodyRefused("amount", _("Give an amount."))
    limit = Decimal(setting(parcel.site, "parcels.liability_yuan"))
    if amount is not None and not by_manager and not within_limit(amount, parcel.declared, limit):
        raise CustodyRefused("amount", _("This is over the limit of liability: the manager decides."))
    with transaction.atomic():
        lose(item=parcel.item, amount=amount, note=note, reason=reason, actor=actor, at=at)
        return shut(parcel)


def gone_astray(*, parcel: Parcel, reason: str, actor: Any, at: datetime) -> Parcel:
    """The wrong person has it (CASE-009). It is open again, without a code, until it is recovered."""
    with transaction.atomic():
        go_astray(item=parcel.item, reason=reason, actor=actor, at=at)
        Parcel.objects.filter(pk=parcel.pk).update(is_open=True)
        parcel.refresh_from_db()
    return parcel


def bring_back(*, parcel: Parcel, shelf: str = "", actor: Any, at: datetime) -> Parcel:
    """It is on the shelf again and gets a new code, which the household is told with the next message."""
    with transaction.atomic():
        recover(item=parcel.item, shelf=shelf, actor=actor, at=at)
        Parcel.objects.filter(pk=parcel.pk).update(is_open=True)
        parcel.refresh_from_db()
        give_code(parcel)
    return parcel


def shut(parcel: Parcel) -> Parcel:
    """The parcel is gone: its number and its code are free again."""
    Parcel.objects.filter(pk=parcel.pk).update(is_open=False, code_digest="", tries=0)
    parcel.refresh_from_db()
    return parcel
