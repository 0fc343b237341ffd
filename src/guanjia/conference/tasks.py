"""The beat that writes invitations."""

from datetime import datetime, timedelta

from guanjia.conference.actions.invitations import write_invitations
from guanjia.foundation.jobs.public import every

SETTLE = timedelta(minutes=1)


@every("conference.invitations", seconds=10)
def write(now: datetime) -> None:
    """Write what waits; what moved within the last minute may move again."""
    write_invitations(settle=SETTLE)
