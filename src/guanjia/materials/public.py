"""The door of materials."""

from guanjia.materials.models import Paper, PaperList

__all__ = ["Paper", "PaperList"]
