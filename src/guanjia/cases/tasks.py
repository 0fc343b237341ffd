"""The beat that catches a wake-up that was lost."""

from datetime import datetime

from guanjia.cases.actions import wake_waiting
from guanjia.foundation.jobs.public import every


@every("cases.play", seconds=60)
def wake(now: datetime) -> None:
    """Wake what waits."""
    wake_waiting()
