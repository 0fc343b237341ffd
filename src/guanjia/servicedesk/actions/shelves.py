"""The price list and the parts on the shelf."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import Row, Taken
from guanjia.servicedesk.actions.moving import OrderRefused
from guanjia.servicedesk.models import PriceItem, StockItem

PRICE, STOCK = "servicedesk.price", "servicedesk.stock"
MOST_RECEIVED = 100_000


@transaction.atomic
def save_price(
    *, site: Site, code: str, title: str, price: Decimal, unit_text: str, active: bool = True, actor: Any, at: datetime
) -> PriceItem:
    """Offer a line of paid work at a price in yuan, or change it, by code. Quotes that were given keep their price."""
    fields = {"title": title.strip(), "price_fen": round(price * 100), "unit_text": unit_text.strip(), "active": active}
    item, new = PriceItem.objects.update_or_create(site=site, code=code.strip(), defaults=fields)
    record(site=site, at=at, actor=actor, action="add" if new else "change", subject=(PRICE, item.pk), changes=fields)
    return item


@transaction.atomic
def save_part(*, site: Site, code: str, name: str, least: int, unit_text: str, actor: Any, at: datetime) -> StockItem:
    """Keep a part on the shelf, or rename it, by code; how many there are changes by receiving, using and counting only."""
    fields = {"name": name.strip(), "least": least, "unit_text": unit_text.strip()}
    item, new = StockItem.objects.update_or_create(site=site, code=code.strip(), defaults=fields)
    record(site=site, at=at, actor=actor, action="add" if new else "change", subject=(STOCK, item.pk), changes=fields)
    return item


@transaction.atomic
def receive_part(*, item: StockItem, count: int, words: str, actor: Any, at: datetime) -> StockItem:
    """So many more lie on the shelf, from where is said. OrderRefused for none or for nothing said."""
    if not 0 < count <= MOST_RECEIVED:
        raise OrderRefused(_("Say how many came."))
    if not words.strip():
        raise OrderRefused(_("Say where they come from."))
    StockItem.objects.filter(pk=item.pk).update(on_hand=F("on_hand") + count)
    _note(item, "receive", {"count": count}, words, actor, at)
    item.refresh_from_db()
    return item


@transaction.atomic
def count_part(*, item: StockItem, found: int, words: str, actor: Any, at: datetime) -> StockItem:
    """So many were found at a stock-taking; why it differs is said. OrderRefused when somebody took or brought one meanwhile."""
    if found < 0 or (found != item.on_hand and not words.strip()):
        raise OrderRefused(_("Say why the count differs."))
    if not StockItem.objects.filter(pk=item.pk, on_hand=item.on_hand).update(on_hand=found):
        raise OrderRefused(_("Somebody took or brought one meanwhile; count again."))
    _note(item, "count", {"on_hand": [item.on_hand, found]}, words, actor, at)
    item.on_hand = found
    return item


def _note(item: StockItem, action: str, changes: dict[str, Any], words: str, actor: Any, at: datetime) -> None:
    record(
        site=item.site,
        at=at,
        actor=actor,
        action=action,
        subject=(STOCK, item.pk),
        reason=words.strip(),
        changes=changes,
    )


def take_prices(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """A price list from a sheet, by code; nothing doubles."""
    known = set(PriceItem.objects.filter(site=site).values_list("code", flat=True))
    for row in rows:
        values = row.values
        save_price(
            site=site, code=values["code"], title=values["title"], price=Decimal(values["price"]),
            unit_text=values["unit_text"], actor=actor, at=at,
        )  # fmt: skip
    updated = sum(row.values["code"] in known for row in rows)
    return Taken(created=len(rows) - updated, updated=updated)


def take_stock(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """A shelf from a sheet, by code: a stock-taking, whose count replaces what was on hand."""
    known = set(StockItem.objects.filter(site=site).values_list("code", flat=True))
    for row in rows:
        values = row.values
        item = save_part(
            site=site, code=values["code"], name=values["name"], least=values["least"], unit_text=values["unit_text"],
            actor=actor, at=at,
        )  # fmt: skip
        if item.on_hand != values["on_hand"]:
            count_part(item=item, found=values["on_hand"], words=_("Stock-taking by sheet"), actor=actor, at=at)
    updated = sum(row.values["code"] in known for row in rows)
    return Taken(created=len(rows) - updated, updated=updated)
