"""What safety does by itself."""

from guanjia.duties.public import Task
from guanjia.safety.actions.watching import move_entry
from guanjia.safety.models import WatchEntry
from guanjia.safety.rules.watching import KEPT, WatchState


def expire_watch(task: Task) -> None:
    """End and erase an entry whose day has come; one that ended meanwhile is left alone."""
    entry = WatchEntry.objects.select_related("site", "person").filter(pk=task.subject_id, state__in=KEPT).first()
    if entry is not None and entry.ends_at <= task.at:
        move_entry(entry=entry, to=WatchState.EXPIRED, actor=None, at=task.at)
