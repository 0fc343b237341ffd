"""The beat that writes invitations."""

from datetime import datetime

from guanjia.conference.actions.invitations import write_invitations
from guanjia.foundation.jobs.public import every


@every("conference.invitations", seconds=10)
def write(now: datetime) -> None:
    """Write what waits."""
    write_invitations()
