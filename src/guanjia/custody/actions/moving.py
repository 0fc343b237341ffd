"""The one mover of things in custody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.custody.events import ItemMoved
from guanjia.custody.models import Item, Loanable
from guanjia.custody.rules.items import OPEN_ITEM, ItemKind, ItemState, moves_of
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

ITEM = "custody.item"


class CustodyRefused(Exception):
    """Something is missing; `field` names it, str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def topic(site_id: int) -> str:
    """The live topic of what a site keeps."""
    return f"site:{site_id}:custody"


@transaction.atomic
def move(
    *, item: Item, to: ItemState, action: str, fields: Mapping[str, Any], reason: str = "", actor: Any, at: datetime
) -> Item:
    """Move the thing and journal it as `action`. Raises MoveRefused when its kind has no such move or it moved meanwhile.

    A loan that ends hangs its thing back on the board.
    """
    old = item.stage
    check_move(moves_of(ItemKind(item.kind)), old, to)
    refuse_marked({"condition": str(fields.get("condition_in", "")), "reason": reason}, site=item.site)
    rows = Item.objects.filter(pk=item.pk, state=old, rev=item.rev)
    if not rows.update(state=to, rev=item.rev + 1, **fields):
        raise MoveRefused(old, to)
    item.refresh_from_db()
    if item.loanable_id is not None and to not in OPEN_ITEM:
        lost_at = at if to is ItemState.LOST else None
        Loanable.objects.filter(pk=item.loanable_id, out_item=item).update(out_item=None, lost_at=lost_at)
        Loanable.objects.filter(pk=item.loanable_id, out_item=None).update(lost_at=lost_at)
    journal(item, action, old, actor, at, reason)
    changed(ITEM, [item.pk], site=item.site, at=at)
    return item


def journal(item: Item, action: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    """The journal row of a move, which is its event too."""
    event = ItemMoved(item.pk, item.kind, item.subject_kind, item.subject_id, str(old), item.state)
    record(
        site=item.site,
        at=at,
        actor=actor,
        action=action,
        subject=(ITEM, item.pk),
        from_state=str(old),
        to_state=item.state,
        reason=reason,
        event=event,
    )
    touch(topic(item.site_id))
