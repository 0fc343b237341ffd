"""The door of clientele."""

from guanjia.clientele.actions.referrals import name_referral
from guanjia.clientele.rules.refusals import ClienteleRefused

__all__ = ["ClienteleRefused", "name_referral"]
