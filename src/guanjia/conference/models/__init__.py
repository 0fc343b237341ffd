from guanjia.conference.models.block import Block
from guanjia.conference.models.budget import BudgetLine
from guanjia.conference.models.closeout import Damage, RoomPhoto
from guanjia.conference.models.complaint import Complaint
from guanjia.conference.models.desk import Desk
from guanjia.conference.models.event import Event
from guanjia.conference.models.fault import FaultRecord
from guanjia.conference.models.guest import Delegation, Guest
from guanjia.conference.models.intake import Intake
from guanjia.conference.models.intake_exchange import Exchange
from guanjia.conference.models.intake_giving_way import GivingWay
from guanjia.conference.models.intake_link import ClientLink
from guanjia.conference.models.intake_purchase import Purchase
from guanjia.conference.models.name_proof import NameProof
from guanjia.conference.models.scheme import Pricing, Scheme, SchemeState
from guanjia.conference.models.service import DoorTablet, NoteKind, ServiceNote
from guanjia.conference.models.session import Session, SessionSpeaker
from guanjia.conference.models.sheet import FunctionSheet, SheetIssue, SheetVersion
from guanjia.conference.models.team import SupportNeed, TeamMember
from guanjia.conference.models.zone import ZoneHalfDay

__all__ = [
    "Block",
    "BudgetLine",
    "ClientLink",
    "Complaint",
    "Damage",
    "Delegation",
    "Desk",
    "DoorTablet",
    "Event",
    "Exchange",
    "FaultRecord",
    "FunctionSheet",
    "GivingWay",
    "Guest",
    "Intake",
    "NameProof",
    "NoteKind",
    "Pricing",
    "Purchase",
    "RoomPhoto",
    "Scheme",
    "SchemeState",
    "ServiceNote",
    "Session",
    "SessionSpeaker",
    "SheetIssue",
    "SheetVersion",
    "SupportNeed",
    "TeamMember",
    "ZoneHalfDay",
]
