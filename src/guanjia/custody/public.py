"""The door of custody."""

from guanjia.custody.actions.items import (
    ITEM,
    CustodyRefused,
    Thing,
    contact_owner,
    dispose,
    give_back,
    take_back_broken,
    take_item,
)
from guanjia.custody.models import Item
from guanjia.custody.queries import items_about, unbalanced, unreturned
from guanjia.custody.rules.items import ItemKind, ItemState

__all__ = [
    "ITEM",
    "CustodyRefused",
    "Item",
    "ItemKind",
    "ItemState",
    "Thing",
    "contact_owner",
    "dispose",
    "give_back",
    "items_about",
    "take_back_broken",
    "take_item",
    "unbalanced",
    "unreturned",
]
