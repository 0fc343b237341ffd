"""The door of care."""

from guanjia.care.actions.calling import plan_call
from guanjia.care.models import ButlerAssignment, CallBack, FileMark
from guanjia.care.queries.lists import card_marks, current_butlers
from guanjia.care.rules.calls import CallSource
from guanjia.care.rules.personal import MarkKind

__all__ = [
    "ButlerAssignment", "CallBack", "CallSource", "FileMark", "MarkKind", "card_marks", "current_butlers", "plan_call",
]  # fmt: skip
