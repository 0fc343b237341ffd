"""Temporary storage (物品临存): only what may be stored, signed on the way in and out, seven days (PARC-004..009)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guanjia.custody.public import STORAGE_DAYS, CustodyRefused, Handover, Item, ItemKind, Thing, hand_over, take_item
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, setting
from guanjia.frontdesk.parcels.rules.accepting import Packaging, is_special, refusal
from guanjia.frontdesk.parcels.rules.shelves import is_watched
from guanjia.places.public import Unit


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """What somebody leaves. `signature` is theirs, on the way in; `exception` why a valuable is taken all the same."""

    name: str
    content: str
    signature: str
    count: int = 1
    unit: Unit | None = None
    person: Person | None = None
    exception: str = ""
    condition: str = ""
    shelf: str = ""
    file_ids: Sequence[int] = ()


def store_thing(*, site: Site, deposit: Deposit, actor: Any, at: datetime) -> Item:
    """Take a thing into storage for seven days, under the camera whose zone the site names.

    Raises CustodyRefused naming the field: a refused content with its reason, no signature, a special thing without photo.
    """
    why = refusal(deposit.content, deposit.exception)
    if why:
        raise CustodyRefused("content", _(why))
    if not deposit.signature.strip():
        raise CustodyRefused("signature", _("Whoever leaves it signs for it."))
    if deposit.unit is None and deposit.person is None:
        raise CustodyRefused("recipient", _("Say whose it is."))
    zone = setting(site, "parcels.camera_zone")
    if not is_watched(deposit.shelf, zone, setting(site, "parcels.unwatched_shelves")):
        raise CustodyRefused("shelf", _("No camera sees this shelf: store it where one does."))
    special = is_special(deposit.content, Packaging.INTACT)
    if special and not deposit.file_ids:
        raise CustodyRefused("photo", _("Take a photo of it before it is put away."))
    thing = Thing(
        name=deposit.name, count=deposit.count, valuable=special, place=zone,
        due_at=at + timedelta(days=STORAGE_DAYS), condition=deposit.condition, file_ids=deposit.file_ids,
        unit=deposit.unit, owner=deposit.person, shelf=deposit.shelf, signature=deposit.signature,
        reason=deposit.exception,
    )  # fmt: skip
    return take_item(site=site, kind=ItemKind.STORAGE, thing=thing, keeper=actor, actor=actor, at=at)


def fetch_thing(*, item: Item, handover: Handover, file_ids: Sequence[int] = (), actor: Any, at: datetime) -> Item:
    """Give a stored thing back against a signature (PARC-006)."""
    return hand_over(item=item, handover=handover, file_ids=file_ids, actor=actor, at=at)
