"""Tables of materials."""

from guanjia.materials.models.copy import Copy, HandOut
from guanjia.materials.models.ending import Destruction, Incident
from guanjia.materials.models.paper import Paper, PaperList
from guanjia.materials.models.reader import ReaderCopy

__all__ = ["Copy", "Destruction", "HandOut", "Incident", "Paper", "PaperList", "ReaderCopy"]
