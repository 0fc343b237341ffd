"""What the clock does for the API."""

from datetime import datetime

from guanjia.api.idempotency import forget_answers
from guanjia.foundation.jobs.public import every


@every("api.forget_answers", seconds=3600)
def tidy_answers(now: datetime) -> None:
    """Forget what was answered more than a day ago."""
    forget_answers(now)
