"""What is typed at the door, at the epidemic desk and about help."""

from guanjia.frontdesk.visitors.forms.visit import LaneForm, PaperForm, SelfForm, UnitField, VisitForm, said

__all__ = ["LaneForm", "PaperForm", "SelfForm", "UnitField", "VisitForm", "said"]
