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
from guanjia.foundation.subjects.standing import begin, site_kind

__all__ = [
    "PlanCursor",
    "Snapshot",
    "SubjectKind",
    "UnknownKind",
    "begin",
    "changed",
    "get",
    "kinds",
    "register",
    "settle",
    "site_kind",
    "snapshots",
]
