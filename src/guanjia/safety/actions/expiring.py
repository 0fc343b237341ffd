"""What safety does by itself."""

from datetime import datetime

from guanjia.duties.public import Task
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor, changed
from guanjia.safety.actions.watching import SITE, move_entry
from guanjia.safety.models import WatchEntry
from guanjia.safety.rules.watching import KEPT, WatchState


def expire_watch(task: Task) -> None:
    """End and erase an entry whose day has come; one that ended meanwhile is left alone."""
    entry = WatchEntry.objects.select_related("site", "person").filter(pk=task.subject_id, state__in=KEPT).first()
    if entry is not None and entry.ends_at <= task.at:
        move_entry(entry=entry, to=WatchState.EXPIRED, actor=None, at=task.at)


def watch_site(*, site: Site, at: datetime) -> None:
    """Let the planner know the site; a further call costs one look and changes nothing."""
    if not PlanCursor.objects.filter(kind=SITE, subject_id=site.pk).exists():
        changed(SITE, [site.pk], site=site, at=at)
