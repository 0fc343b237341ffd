"""Beats of tables."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.foundation.tables.importing import forget_old_sheets


@every("tables.forget_sheets", 6 * 3600)
def forget_sheets(now: datetime) -> None:
    """Let go of imported sheets after 30 days."""
    forget_old_sheets(now)
