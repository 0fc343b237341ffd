"""The end that comes by its date: a lease that nobody ended is announced when its day has come."""

from guanjia.duties.public import Task
from guanjia.people.public import Occupancy, lapse_occupancy, local_day


def lapse(task: Task) -> None:
    """Announce the relation's end, once, so that cards and passes end with it (CARD-008). Extended meanwhile: nothing."""
    row = Occupancy.objects.select_related("site").filter(pk=task.subject_id).first()
    if row is not None and row.until is not None and row.until <= local_day(task.site, task.at):
        lapse_occupancy(occupancy=row, at=task.at)
