"""Sends log-in codes that did not leave at the first try."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.portal.actions.codes import send_codes


@every("portal.codes", seconds=15)
def send_late(now: datetime) -> None:
    """Send what waits."""
    send_codes(at=now)
