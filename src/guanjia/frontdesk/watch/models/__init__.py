from guanjia.frontdesk.watch.models.handover import Handover, HandoverItem
from guanjia.frontdesk.watch.models.log import Checkpoint, LogEntry

__all__ = ["Checkpoint", "Handover", "HandoverItem", "LogEntry"]
