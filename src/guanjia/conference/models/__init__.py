from guanjia.conference.models.block import Block
from guanjia.conference.models.desk import Desk
from guanjia.conference.models.event import Event
from guanjia.conference.models.guest import Delegation, Guest
from guanjia.conference.models.session import Session, SessionSpeaker
from guanjia.conference.models.zone import ZoneHalfDay

__all__ = ["Block", "Delegation", "Desk", "Event", "Guest", "Session", "SessionSpeaker", "ZoneHalfDay"]
