from guanjia.assembly.models.assembly import Assembly, Attendee
from guanjia.assembly.models.floor import Question, SpeechRequest
from guanjia.assembly.models.minutes import Minutes, RecordPart, SealedRecord
from guanjia.assembly.models.motion import Ballot, BallotCount, Elector, Motion
from guanjia.assembly.models.paper import MeetingPaper, PaperReading, SharedTablet
from guanjia.assembly.models.remote import CaptionLine, Signal
from guanjia.assembly.models.server import VideoServer
from guanjia.assembly.models.wording import Passage, PassageEdit, Wording

__all__ = [
    "Assembly",
    "Attendee",
    "Ballot",
    "BallotCount",
    "CaptionLine",
    "Elector",
    "MeetingPaper",
    "Minutes",
    "Motion",
    "PaperReading",
    "Passage",
    "PassageEdit",
    "Question",
    "RecordPart",
    "SealedRecord",
    "SharedTablet",
    "Signal",
    "SpeechRequest",
    "VideoServer",
    "Wording",
]
