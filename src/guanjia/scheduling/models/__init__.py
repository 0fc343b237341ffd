"""A period, what asks for a place in it, its searches and their proposals."""

from guanjia.scheduling.models.period import Period
from guanjia.scheduling.models.request import Request
from guanjia.scheduling.models.run import PeriodRun, Proposal

__all__ = ["Period", "PeriodRun", "Proposal", "Request"]
