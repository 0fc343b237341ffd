"""A thing is taken into custody or lent out, its owner is told, it is given back or disposed of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.actions.moving import ITEM, CustodyRefused, journal, move
from guanjia.custody.models import Item
from guanjia.custody.rules.items import (
    FIRST_STATE,
    PREFIX,
    ItemKind,
    ItemState,
    lacks_signature,
    may_dispose,
)
from guanjia.custody.rules.proofs import needs_two
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Unit


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What is known of a thing when it begins. `state` None is the first state of its kind."""

    name: str
    count: int = 1
    valuable: bool = False
    subject: tuple[str, int] = ("", 0)
    place: str = ""
    holder: str = ""
    due_at: datetime | None = None
    condition: str = ""
    file_ids: Sequence[int] = ()
    unit: Unit | None = None
    owner: Person | None = None
    colour: str = ""
    shelf: str = ""
    signature: str = ""
    deposit: Decimal = Decimal(0)
    loanable_id: int | None = None
    state: ItemState | None = None
    reason: str = ""


@transaction.atomic
def take_item(*, site: Site, kind: ItemKind, thing: Thing, keeper: Any, actor: Any, at: datetime) -> Item:
    """Take a thing into custody, or hand one out. `keeper` is the named person who answers for it (CLOS-005).

    Raises CustodyRefused for no name, nothing counted, or equipment handed to nobody; SecretRefused for marked text.
    """
    if not thing.name.strip():
        raise CustodyRefused("name", _("Say what it is."))
    if thing.count < 1:
        raise CustodyRefused("count", _("Count at least one."))
    if FIRST_STATE[kind] is ItemState.OUT and not thing.holder.strip():
        raise CustodyRefused("holder", _("Say to whom it is handed."))
    refuse_marked({"name": thing.name, "place": thing.place, "condition": thing.condition}, site=site)
    state = thing.state or FIRST_STATE[kind]
    item = Item.objects.create(
        site=site,
        number=next_number(site=site, prefix=PREFIX[kind], on=local(site, at).date()),
        kind=kind,
        state=state,
        keeper=keeper,
        taken_at=at,
        ended_at=at if state is ItemState.REFUSED else None,
        **_fields(thing),
    )
    for file in StoredFile.objects.filter(site=site, pk__in=thing.file_ids):
        hold(file, (ITEM, item.pk))
    journal(item, "refuse" if state is ItemState.REFUSED else "take", "", actor, at, thing.reason)
    changed(ITEM, [item.pk], site=site, at=at)
    return item


def _fields(thing: Thing) -> dict[str, Any]:
    return {
        "name": thing.name.strip(),
        "count": thing.count,
        "valuable": thing.valuable,
        "subject_kind": thing.subject[0],
        "subject_id": thing.subject[1],
        "place": thing.place.strip(),
        "holder": thing.holder.strip(),
        "due_at": thing.due_at,
        "condition_out": thing.condition.strip(),
        "unit": thing.unit,
        "owner": thing.owner,
        "colour": thing.colour.strip(),
        "shelf": thing.shelf.strip(),
        "signature_in": thing.signature,
        "deposit": thing.deposit,
        "loanable_id": thing.loanable_id,
    }


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
    changed(ITEM, [item.pk], site=item.site, at=at)
    return item


def give_back(
    *, item: Item, signature: str, condition: str = "", witness: Any = None, actor: Any, at: datetime
) -> Item:
    """The thing is with its owner, or back in the house, whole; somebody signs for it (CLOS-003).

    A valuable that was found is given away by two: raises CustodyRefused without a `witness`, or one who is the actor.
    """
    two = needs_two(ItemKind(item.kind), item.valuable, heightened=False)
    if two and (witness is None or witness == actor):
        raise CustodyRefused("witness", _("Two persons give a valuable back. Name the second one."))
    return _end(item, ItemState.RETURNED, actor, at, signature=signature, condition=condition, witness=witness)


def take_back_broken(*, item: Item, signature: str, condition: str, actor: Any, at: datetime) -> Item:
    """Equipment came back broken: what is wrong with it must be said, and still signed. It stays open until decided on."""
    if not condition.strip():
        raise CustodyRefused("condition", _("Say what is wrong with it."))
    return _end(item, ItemState.BROKEN, actor, at, signature=signature, condition=condition)


def dispose(*, item: Item, reason: str, actor: Any, at: datetime) -> Item:
    """Nobody claimed it in its time, or it cannot be mended: a dated decision with its reason (PARC-013)."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say why and how it is disposed of."))
    if not may_dispose(ItemKind(item.kind), item.taken_at, at):
        if item.kind == ItemKind.LOST_PROPERTY:
            raise CustodyRefused("reason", _("Lost property is kept for 90 days."))
        raise CustodyRefused("reason", _("It is kept for 7 days before it may be cleared."))
    return _end(item, ItemState.DISPOSED, actor, at, reason=reason)


def _end(item: Item, to: ItemState, actor: Any, at: datetime, *, reason: str = "", **given: Any) -> Item:
    if lacks_signature(to, given.get("signature", "")):
        raise CustodyRefused("signature", _("Whoever takes it signs for it."))
    fields = {
        "ended_at": None if to is ItemState.BROKEN else at,
        "signature": given.get("signature") or item.signature,
        "condition_in": given.get("condition") or item.condition_in,
        "witness": given.get("witness") or item.witness,
    }
    return move(item=item, to=to, action=to.value, fields=fields, reason=reason, actor=actor, at=at)
