"""The door of complaints."""

from guanjia.complaints.actions.filing import file_complaint
from guanjia.complaints.actions.handling import answer, classify, handle, hear_back, withdraw
from guanjia.complaints.actions.moving import COMPLAINT
from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint, OutsideOrder
from guanjia.complaints.queries.lists import complaints_of, open_complaints_of
from guanjia.complaints.rules.nature import Channel, Kind
from guanjia.complaints.rules.states import OPEN, ComplaintState, Level

__all__ = [
    "COMPLAINT",
    "OPEN",
    "Channel",
    "Complaint",
    "ComplaintRefused",
    "ComplaintState",
    "Heard",
    "Kind",
    "Level",
    "OutsideOrder",
    "answer",
    "classify",
    "complaints_of",
    "file_complaint",
    "handle",
    "hear_back",
    "open_complaints_of",
    "receive_complaint",
    "withdraw",
]
