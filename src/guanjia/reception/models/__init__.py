"""Tables of reception."""

from guanjia.reception.models.deposit import Deposit, DepositCounter
from guanjia.reception.models.security import EntryCheck, GuardPost, SecurityPlan

__all__ = ["Deposit", "DepositCounter", "EntryCheck", "GuardPost", "SecurityPlan"]
