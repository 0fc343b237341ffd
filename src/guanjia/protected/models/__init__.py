"""Tables of protected meetings."""

from guanjia.protected.models.dossier import Dossier, Plan, Practice
from guanjia.protected.models.staff import Assignment, StaffPaper, ZonePass

__all__ = ["Assignment", "Dossier", "Plan", "Practice", "StaffPaper", "ZonePass"]
