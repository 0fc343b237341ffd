"""Tables of complaints."""

from guanjia.complaints.models.complaint import Complaint
from guanjia.complaints.models.crisis import CareStep, Crisis, MediaQuestion, Statement
from guanjia.complaints.models.opinion import OpinionFeed, OpinionItem
from guanjia.complaints.models.outside import OutsideOrder

__all__ = [
    "CareStep",
    "Complaint",
    "Crisis",
    "MediaQuestion",
    "OpinionFeed",
    "OpinionItem",
    "OutsideOrder",
    "Statement",
]
