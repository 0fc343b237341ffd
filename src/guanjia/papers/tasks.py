"""The beat that makes the outage pack."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.papers.actions.pack import make_due_packs


@every("papers.outage_pack", seconds=300)
def make(now: datetime) -> None:
    """Every hour and at 22:00 of the site; a host that was down makes one when it is back."""
    make_due_packs(now)
