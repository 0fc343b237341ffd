"""Tables of care."""

from guanjia.care.models.butler import ButlerAssignment, Evaluation
from guanjia.care.models.calls import CallBack, Sample
from guanjia.care.models.file import FileMark, Greeting, ImportantDate, OwnerFile
from guanjia.care.models.special import SpecialRequest

__all__ = [
    "ButlerAssignment",
    "CallBack",
    "Evaluation",
    "FileMark",
    "Greeting",
    "ImportantDate",
    "OwnerFile",
    "Sample",
    "SpecialRequest",
]
