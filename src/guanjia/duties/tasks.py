"""The beats of duties."""

from datetime import datetime

from guanjia.duties.actions.archiving import archive_finished
from guanjia.duties.actions.planning import plan_dirty
from guanjia.duties.actions.recalendar import follow_calendars
from guanjia.duties.actions.recatalogue import mark_changed_catalogues
from guanjia.duties.actions.ticking import tick
from guanjia.foundation.jobs.public import every


@every("duties.tick", seconds=1)
def tick_duties(now: datetime) -> None:
    """Ring what is due."""
    tick(now)


@every("duties.plan", seconds=1)
def plan_duties(now: datetime) -> None:
    """Plan what changed."""
    plan_dirty(now=now)


@every("duties.archive", seconds=86_400)
def archive_duties(now: datetime) -> None:
    """Move what is older than 13 months out of the way."""
    archive_finished(now=now)


@every("duties.catalogue", seconds=60)
def replan_changed_catalogues(now: datetime) -> None:
    """Mark what a new version of a standard touches."""
    mark_changed_catalogues(now=now)


@every("duties.calendar", seconds=60)
def follow_changed_calendars(now: datetime) -> None:
    """Date anew what hangs on a working calendar that is another now."""
    follow_calendars(now=now)
