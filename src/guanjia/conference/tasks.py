"""The beats that write invitations and announce guests to the gates."""

from datetime import datetime, timedelta

from guanjia.conference.actions.gates import announce_all
from guanjia.conference.actions.invitations import write_invitations
from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now

SETTLE = timedelta(minutes=1)


@every("conference.invitations", seconds=10)
def write(now: datetime) -> None:
    """Write what waits; what moved within the last minute may move again."""
    write_invitations(settle=SETTLE)


@every("conference.gates", seconds=60)
def announce(now: datetime) -> None:
    """The gates' list follows the guest lists."""
    for site in Site.objects.filter(rehearsal_of=None):
        announce_all(site=site, at=site_now(site))
