"""Tables of reception."""

from guanjia.reception.models.deposit import Deposit, DepositCounter
from guanjia.reception.models.languages import (
    Interpreter,
    LanguageNeed,
    StaffLanguage,
    SubVenue,
    Term,
    VideoMeeting,
)
from guanjia.reception.models.office import Caller, Circulation, Errand, Group, Leader
from guanjia.reception.models.reception import (
    Car,
    Crew,
    Engagement,
    LogisticsLine,
    PartyGuest,
    PlanStep,
    Profile,
    Reception,
)
from guanjia.reception.models.security import EntryCheck, GuardPost, SecurityPlan

__all__ = [
    "Caller",
    "Car",
    "Circulation",
    "Crew",
    "Deposit",
    "DepositCounter",
    "Engagement",
    "EntryCheck",
    "Errand",
    "Group",
    "GuardPost",
    "Interpreter",
    "LanguageNeed",
    "Leader",
    "LogisticsLine",
    "PartyGuest",
    "PlanStep",
    "Profile",
    "Reception",
    "SecurityPlan",
    "StaffLanguage",
    "SubVenue",
    "Term",
    "VideoMeeting",
]
