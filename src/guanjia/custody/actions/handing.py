"""Things that are kept for others: handed over with proof, kept longer, gone astray, found again, lost."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.actions.moving import ITEM, CustodyRefused, move
from guanjia.custody.models import Item
from guanjia.custody.queries import is_checked_by_two
from guanjia.custody.rules.items import ItemKind, ItemState
from guanjia.custody.rules.proofs import Handover, lacking
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused
from guanjia.kernel.words import gettext_noop as N_

SAID = {
    "to_name": N_("Say who takes the thing."),
    "checked": N_("Say what showed that it is the right person: the code, or a paper looked at."),
    "condition": N_("Describe its state: both sign for it."),
    "signature": N_("Whoever takes it signs for it."),
    "relation": N_("Say what the collector is to the recipient."),
    "witness": N_("Two persons check this handover. Name a second one."),
    "photo": N_("Two persons check this handover, with a photo. Take one."),
}


def hand_over(
    *,
    item: Item,
    handover: Handover,
    file_ids: Sequence[int] = (),
    by_machine: bool = False,
    reason: str = "",
    actor: Any,
    at: datetime,
) -> Item:
    """Give the thing to whoever may have it, with the proofs that its kind asks for (PARC-002, PARC-006, DOCS-006).

    `by_machine`: a locker gave it out by its code, so no second person stands there.
    Raises CustodyRefused naming what is missing, MoveRefused when it is not there to be given.
    """
    kind = ItemKind(item.kind)
    two = not by_machine and is_checked_by_two(item, at)
    missing = lacking(kind, handover, two=two, actor_id=getattr(actor, "pk", None))
    if missing:
        raise CustodyRefused(missing, _(SAID[missing]))
    fields = {
        "ended_at": at,
        "ended_to": handover.to_name.strip(),
        "ended_as": handover.relation.strip() or handover.as_whom.value,
        "checked": handover.checked.strip(),
        "signature": handover.signature,
        "condition_in": handover.condition.strip(),
        "witness_id": handover.witness_id,
    }
    with transaction.atomic():
        for file in StoredFile.objects.filter(site=item.site, pk__in=file_ids):
            hold(file, (ITEM, item.pk))
        return move(
            item=item, to=ItemState.RETURNED, action="hand_over", fields=fields, reason=reason, actor=actor, at=at
        )


@transaction.atomic
def leave_behind(*, item: Item, place: str, reason: str, actor: Any, at: datetime) -> Item:
    """Nobody came for a thing in storage: from now on it is lost property, with the time and the rules of that (CLOS-005).

    Raises MoveRefused for anything but a thing in storage that is still held.
    """
    refuse_marked({"place": place, "reason": reason}, site=item.site)
    rows = Item.objects.filter(pk=item.pk, rev=item.rev, state=ItemState.HELD, kind=ItemKind.STORAGE)
    if not rows.update(kind=ItemKind.LOST_PROPERTY, due_at=None, place=place.strip()[:120], rev=item.rev + 1):
        raise MoveRefused(item.stage, item.stage)
    item.refresh_from_db()
    record(site=item.site, at=at, actor=actor, action="leave_behind", subject=(ITEM, item.pk), reason=reason)
    changed(ITEM, [item.pk], site=item.site, at=at)
    return item


@transaction.atomic
def keep_longer(*, item: Item, until: datetime, reason: str, actor: Any, at: datetime) -> Item:
    """The supervisor decides that it stays until a later day; the reason is journalled (PARC-013)."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say why it stays longer."))
    if until <= at:
        raise CustodyRefused("until", _("Give a day to come."))
    rows = Item.objects.filter(pk=item.pk, rev=item.rev, state=ItemState.HELD)
    if not rows.update(due_at=until, rev=item.rev + 1):
        raise MoveRefused(item.stage, item.stage)
    item.due_at, item.rev = until, item.rev + 1
    record(site=item.site, at=at, actor=actor, action="keep_longer", subject=(ITEM, item.pk), reason=reason)
    changed(ITEM, [item.pk], site=item.site, at=at)
    return item


def go_astray(*, item: Item, reason: str, actor: Any, at: datetime) -> Item:
    """It was handed to the wrong person. From now on two persons check every handover of the site (CASE-009, DOCS-006)."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say what happened and what the owner was offered meanwhile."))
    fields = {"astray_at": at, "ended_at": None}
    return move(item=item, to=ItemState.ASTRAY, action="go_astray", fields=fields, reason=reason, actor=actor, at=at)


def recover(*, item: Item, shelf: str = "", reason: str = "", actor: Any, at: datetime) -> Item:
    """It is back on its shelf, from wrong hands or from where it lay unseen."""
    fields = {"ended_at": None, "shelf": shelf.strip() or item.shelf, "signature": "", "ended_to": "", "checked": ""}
    return move(item=item, to=ItemState.HELD, action="recover", fields=fields, reason=reason, actor=actor, at=at)


def lose(*, item: Item, amount: Decimal | None = None, note: str = "", reason: str, actor: Any, at: datetime) -> Item:
    """It is lost. `amount` and `note` are the compensation agreed on; its limit is checked by whoever offers it (PARC-010)."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say since when it is missing and where was looked."))
    fields = {"ended_at": at, "compensation": amount, "compensation_note": note.strip()}
    return move(item=item, to=ItemState.LOST, action="lose", fields=fields, reason=reason, actor=actor, at=at)
