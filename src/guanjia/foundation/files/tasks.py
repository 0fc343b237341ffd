"""Beats of files."""

from datetime import datetime

from guanjia.foundation.files.sweeping import sweep_orphans
from guanjia.foundation.jobs.public import every


@every("files.sweep", 3600)
def sweep(now: datetime) -> None:
    """Remove files that nobody holds."""
    sweep_orphans(now)
