"""When a message may ring."""

from datetime import datetime, time, timedelta


def earliest(local: datetime, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """The first moment from `local` on that is outside the quiet hours [from, to), which may cross midnight.

    Both bounds missing or equal means no quiet hours.
    """
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return local
    clock = local.time().replace(tzinfo=None)
    crosses = quiet_from > quiet_to
    inside = (clock >= quiet_from or clock < quiet_to) if crosses else quiet_from <= clock < quiet_to
    if not inside:
        return local
    wake = local.replace(hour=quiet_to.hour, minute=quiet_to.minute, second=quiet_to.second, microsecond=0)
    return wake if wake > local else wake + timedelta(days=1)
