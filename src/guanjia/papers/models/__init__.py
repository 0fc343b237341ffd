from guanjia.papers.models.record import Record, Transfer
from guanjia.papers.models.sheet import Printer, Sheet

__all__ = ["Printer", "Record", "Sheet", "Transfer"]
