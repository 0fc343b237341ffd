"""Keys, tools, umbrellas and wheelchairs go out and come back."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.custody.actions.items import Thing, take_item
from guanjia.custody.actions.moving import CustodyRefused, move, topic
from guanjia.custody.models import Item, Loanable
from guanjia.custody.rules.items import ItemKind, ItemState
from guanjia.custody.rules.loans import NAMED_BORROWER, LoanKind
from guanjia.foundation.live.public import touch
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Unit


def add_loanable(
    *, site: Site, kind: LoanKind, code: str, name: str, place: str = "", hours: int = 8, deposit: Decimal = Decimal(0)
) -> Loanable:
    """Put a key, tool or umbrella on the board. Raises CustodyRefused for a tag that another thing of the site has."""
    if not code.strip() or not name.strip():
        raise CustodyRefused("code" if not code.strip() else "name", _("Say what it is."))
    refuse_marked({"name": name, "place": place}, site=site)
    fields = {"name": name.strip(), "place": place.strip(), "hours": hours, "deposit": deposit}
    try:
        with transaction.atomic():
            return Loanable.objects.create(site=site, kind=kind, code=code.strip().upper(), **fields)
    except IntegrityError as taken:
        raise CustodyRefused("code", _("Another thing has this tag.")) from taken


@transaction.atomic
def lend(
    *,
    loanable: Loanable,
    holder: str,
    signature: str,
    owner: Person | None = None,
    unit: Unit | None = None,
    checked: str = "",
    keeper: Any,
    actor: Any,
    at: datetime,
) -> Item:
    """Lend the thing for its hours; the borrower signs. A key goes only to somebody on file or whose paper was looked at.

    Raises CustodyRefused (no name, no signature, key without proof, out already). A standard chases it when it is due.
    """
    if not signature.strip():
        raise CustodyRefused("signature", _("Whoever takes it signs for it."))
    if loanable.kind in NAMED_BORROWER and owner is None and not checked.strip():
        raise CustodyRefused("checked", _("A key goes only to somebody on file or whose paper was looked at."))
    thing = Thing(
        name=str(loanable), holder=holder, owner=owner, unit=unit, place=loanable.place, signature=signature,
        due_at=at + timedelta(hours=loanable.hours), deposit=loanable.deposit, loanable_id=loanable.pk,
    )  # fmt: skip
    item = take_item(site=loanable.site, kind=ItemKind.LOAN, thing=thing, keeper=keeper, actor=actor, at=at)
    free = Loanable.objects.filter(pk=loanable.pk, out_item=None, lost_at=None, retired_at=None)
    if not free.update(out_item=item):
        raise CustodyRefused("loanable", _("This is not on its board."))
    loanable.out_item = item
    touch(topic(loanable.site_id))
    return item


def return_deposit(*, item: Item, actor: Any, at: datetime) -> Item:
    """Note that the deposit of an ended loan was given back. A second call does nothing."""
    with transaction.atomic():
        rows = Item.objects.filter(pk=item.pk, deposit__gt=0, deposit_back_at=None, ended_at__isnull=False)
        if rows.update(deposit_back_at=at, rev=item.rev + 1):
            item.refresh_from_db()
    return item


def lose_loan(*, item: Item, reason: str, actor: Any, at: datetime) -> Item:
    """What was lent will not come back; its tag leaves the board until it turns up."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say since when it is missing and where was looked."))
    if item.kind != ItemKind.LOAN:
        raise MoveRefused(item.stage, ItemState.LOST)
    return move(item=item, to=ItemState.LOST, action="lose", fields={"ended_at": at}, reason=reason, actor=actor, at=at)
