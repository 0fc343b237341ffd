"""The door of subjects."""

from guanjia.foundation.subjects.cursors import changed, settle
from guanjia.foundation.subjects.models import PlanCursor
from guanjia.foundation.subjects.registry import (
    Snapshot,
    SubjectKind,
    UnknownKind,
    get,
    kinds,
    register,
    snapshots,
)

__all__ = [
    "PlanCursor",
    "Snapshot",
    "SubjectKind",
    "UnknownKind",
    "changed",
    "get",
    "kinds",
    "register",
    "settle",
    "snapshots",
]
