"""Locks a duty in the one order that every writer keeps: the subject's cursor first, then the duty."""

from django.db import connection

from guanjia.duties.models import Duty
from guanjia.foundation.subjects.public import PlanCursor


def lock_duty(pk: int, *, wait: bool = True) -> Duty | None:
    """The duty as it is now, locked until commit; None when it does not exist or (wait=False) somebody else holds it.

    Of a chain the cursor is locked too, because ending a link plans the next one. SQLite's transaction holds the only write
    lock already.
    """
    rows = Duty.objects.select_related("site")
    if not connection.features.has_select_for_update:
        return rows.filter(pk=pk).first()
    seen = Duty.objects.filter(pk=pk, linked=True).values_list("subject_kind", "subject_id").first()
    if seen is not None:
        kind, subject_id = seen
        cursors = PlanCursor.objects.filter(kind=kind, subject_id=subject_id)
        if cursors.exists() and not list(cursors.select_for_update(skip_locked=not wait)):
            return None
    return rows.select_for_update(of=("self",), skip_locked=not wait).filter(pk=pk).first()
