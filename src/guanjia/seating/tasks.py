"""The beat that catches a wake-up that was lost."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.seating.actions.computing import compute_floor, waiting_runs


@every("seating.floors", seconds=60)
def wake_floors(now: datetime) -> None:
    """Wake what waits since its wake-up was lost."""
    for run_id in waiting_runs():
        compute_floor.enqueue(run_id)
