"""The beat that catches a wake-up that was lost."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.scheduling.actions.searching import place_in_background, runs_to_wake


@every("scheduling.searches", seconds=60)
def wake_searches(now: datetime) -> None:
    """Wake what waits since its wake-up was lost."""
    for run_id in runs_to_wake():
        place_in_background.enqueue(run_id)
