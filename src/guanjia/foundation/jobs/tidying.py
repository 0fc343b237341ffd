"""Keeps the table of tasks small and honest. Tasks are wake-ups: losing one loses nothing."""

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

KEEP, LONGEST_RUN = timedelta(days=7), timedelta(hours=1)


def tidy_tasks(*, now: datetime) -> int:
    """Delete tasks that ended a week ago and call those failed that a killed worker left running; the count of both."""
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP)
    stale = DBTaskResult.objects.running().filter(started_at__lt=now - LONGEST_RUN)
    count = stale.update(status="FAILED", finished_at=now, traceback="the worker was killed while it ran this task")
    return count + ended.delete()[0]
