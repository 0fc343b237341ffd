"""The door of custody."""

from guanjia.custody.actions.erasing import erase_old
from guanjia.custody.actions.handing import go_astray, hand_over, keep_longer, leave_behind, lose, recover
from guanjia.custody.actions.items import (
    Thing,
    contact_owner,
    dispose,
    give_back,
    take_back_broken,
    take_item,
)
from guanjia.custody.actions.lending import add_loanable, lend, lose_loan, return_deposit
from guanjia.custody.actions.moving import ITEM, CustodyRefused, topic
from guanjia.custody.models import Item, Loanable
from guanjia.custody.queries import (
    colleague,
    colleagues,
    is_checked_by_two,
    items_about,
    items_of_household,
    key_count,
    keys_out,
    photos_of,
    unbalanced,
    unreturned,
)
from guanjia.custody.rules.items import OPEN_ITEM, STORAGE_DAYS, ItemKind, ItemState, may_dispose
from guanjia.custody.rules.loans import Count, LoanKind, count_board
from guanjia.custody.rules.proofs import Handover, TakenBy

__all__ = [
    "ITEM",
    "OPEN_ITEM",
    "STORAGE_DAYS",
    "Count",
    "CustodyRefused",
    "Handover",
    "Item",
    "ItemKind",
    "ItemState",
    "LoanKind",
    "Loanable",
    "TakenBy",
    "Thing",
    "add_loanable",
    "colleague",
    "colleagues",
    "contact_owner",
    "count_board",
    "dispose",
    "erase_old",
    "give_back",
    "go_astray",
    "hand_over",
    "is_checked_by_two",
    "items_about",
    "items_of_household",
    "keep_longer",
    "key_count",
    "keys_out",
    "leave_behind",
    "lend",
    "lose",
    "lose_loan",
    "may_dispose",
    "photos_of",
    "recover",
    "return_deposit",
    "take_back_broken",
    "take_item",
    "topic",
    "unbalanced",
    "unreturned",
]
