from guanjia.conference.models.block import Block
from guanjia.conference.models.event import Event
from guanjia.conference.models.session import Session, SessionSpeaker
from guanjia.conference.models.zone import ZoneHalfDay

__all__ = ["Block", "Event", "Session", "SessionSpeaker", "ZoneHalfDay"]
