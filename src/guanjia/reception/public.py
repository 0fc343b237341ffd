"""The door of reception."""

from guanjia.reception.actions.deposits import (
    count_counter,
    deposit_item,
    give_back,
    left_behind,
    lost_deposit,
)
from guanjia.reception.models import Deposit, DepositCounter
from guanjia.reception.queries.deposits import counts_of, deposit_by_tag, open_count, open_deposits
from guanjia.reception.rules.deposits import DepositState, What
from guanjia.reception.rules.refusals import ReceptionRefused

__all__ = [
    "Deposit",
    "DepositCounter",
    "DepositState",
    "ReceptionRefused",
    "What",
    "count_counter",
    "counts_of",
    "deposit_by_tag",
    "deposit_item",
    "give_back",
    "left_behind",
    "lost_deposit",
    "open_count",
    "open_deposits",
]
