"""The outage pack: what lies on paper when the power is gone (断电包, FIELD 4)."""

from datetime import datetime, timedelta

HOURLY = timedelta(hours=1)
NIGHT = 22
KEPT = 48


def is_due(last: datetime | None, now: datetime, local_hour: int, last_local_hour: int | None) -> bool:
    """Whether a pack is owed: once an hour, and at 22:00 sharp for the night. All moments of one zone."""
    if last is None or now - last >= HOURLY:
        return True
    return local_hour == NIGHT and last_local_hour != NIGHT
