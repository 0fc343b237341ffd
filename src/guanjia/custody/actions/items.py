"""A thing is taken into custody or lent out, its owner is told, it is given back or disposed of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.events import ItemMoved
from guanjia.custody.models import Item
from guanjia.custody.rules.items import FIRST_STATE, ITEM_MOVES, ItemKind, ItemState, lacks_signature, may_dispose
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.states import MoveRefused, check_move

ITEM = "custody.item"
PREFIX = {ItemKind.LOST_PROPERTY: "YS", ItemKind.EQUIPMENT_RETURN: "JY"}


class CustodyRefused(Exception):
    """Something is missing; `field` names it, str() says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What is known of a thing when it begins."""

    name: str
    count: int = 1
    valuable: bool = False
    subject: tuple[str, int] = ("", 0)
    place: str = ""
    holder: str = ""
    due_at: datetime | None = None
    condition: str = ""
    file_ids: Sequence[int] = ()


@transaction.atomic
def take_item(*, site: Site, kind: ItemKind, thing: Thing, keeper: Any, actor: Any, at: datetime) -> Item:
    """Take a found thing into custody, or hand equipment out. `keeper` is the named person who answers for it (CLOS-005).

    Raises CustodyRefused for no name, nothing counted, or equipment handed to nobody; SecretRefused for marked text.
    """
    if not thing.name.strip():
        raise CustodyRefused("name", _("Say what it is."))
    if thing.count < 1:
        raise CustodyRefused("count", _("Count at least one."))
    if kind is ItemKind.EQUIPMENT_RETURN and not thing.holder.strip():
        raise CustodyRefused("holder", _("Say to whom it is handed."))
    refuse_marked({"name": thing.name, "place": thing.place, "condition": thing.condition}, site=site)
    item = Item.objects.create(
        site=site,
        number=next_number(site=site, prefix=PREFIX[kind], on=local(site, at).date()),
        kind=kind,
        state=FIRST_STATE[kind],
        name=thing.name.strip(),
        count=thing.count,
        valuable=thing.valuable,
        subject_kind=thing.subject[0],
        subject_id=thing.subject[1],
        place=thing.place.strip(),
        keeper=keeper,
        holder=thing.holder.strip(),
        taken_at=at,
        due_at=thing.due_at,
        condition_out=thing.condition.strip(),
    )
    for file in StoredFile.objects.filter(site=site, pk__in=thing.file_ids):
        hold(file, (ITEM, item.pk))
    _journal(item, "take", "", actor, at)
    return item


@transaction.atomic
def contact_owner(*, item: Item, name: str, phone: str, how: str, actor: Any, at: datetime) -> Item:
    """Somebody told the owner of a found thing; name and telephone become a person on file, encrypted and erasable.

    A later contact keeps the first owner unless another name is given. Raises BadValue for a telephone that is none,
    MoveRefused when the thing has moved on meanwhile.
    """
    refuse_marked({"how": how}, site=item.site)
    if name.strip():
        private = {"phone": phone} if phone.strip() else {}
        item.owner = make_person(
            site=item.site, name=name.strip(), private=private, link="lost_property", actor=actor, at=at
        )
    rows = Item.objects.filter(pk=item.pk, rev=item.rev, ended_at__isnull=True)
    if not rows.update(owner=item.owner, contacted_at=at, rev=item.rev + 1):
        raise MoveRefused(item.stage, item.stage)
    item.contacted_at, item.rev = at, item.rev + 1
    record(site=item.site, at=at, actor=actor, action="contact_owner", subject=(ITEM, item.pk), reason=how)
    return item


def give_back(*, item: Item, signature: str, condition: str = "", actor: Any, at: datetime) -> Item:
    """The thing is with its owner, or back in the house, whole; somebody signs for it (CLOS-003)."""
    return _end(item, ItemState.RETURNED, actor, at, signature=signature, condition=condition)


def take_back_broken(*, item: Item, signature: str, condition: str, actor: Any, at: datetime) -> Item:
    """Equipment came back broken: what is wrong with it must be said, and still signed. It stays open until decided on."""
    if not condition.strip():
        raise CustodyRefused("condition", _("Say what is wrong with it."))
    return _end(item, ItemState.BROKEN, actor, at, signature=signature, condition=condition)


def dispose(*, item: Item, reason: str, actor: Any, at: datetime) -> Item:
    """Nobody claimed it in 90 days, or it cannot be mended: a dated decision with its reason."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say why and how it is disposed of."))
    if not may_dispose(ItemKind(item.kind), item.taken_at, at):
        raise CustodyRefused("reason", _("Lost property is kept for 90 days."))
    return _end(item, ItemState.DISPOSED, actor, at, reason=reason)


@transaction.atomic
def _end(
    item: Item, to: ItemState, actor: Any, at: datetime, *, signature: str = "", condition: str = "", reason: str = ""
) -> Item:
    old = item.stage
    check_move(ITEM_MOVES, old, to)
    if lacks_signature(to, signature):
        raise CustodyRefused("signature", _("Whoever takes it signs for it."))
    refuse_marked({"condition": condition, "reason": reason}, site=item.site)
    ended_at = None if to is ItemState.BROKEN else at
    fields = {
        "ended_at": ended_at,
        "signature": signature or item.signature,
        "condition_in": condition or item.condition_in,
    }
    rows = Item.objects.filter(pk=item.pk, state=old, rev=item.rev)
    if not rows.update(state=to, rev=item.rev + 1, **fields):
        raise MoveRefused(old, to)
    item.refresh_from_db()
    _journal(item, to.value, old, actor, at, reason)
    return item


def _journal(item: Item, action: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
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
