"""What the clock does for screens."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now
from guanjia.signage.actions.screens import note_silent


@every("signage.silent", seconds=60)
def look_for_silent(now: datetime) -> None:
    """Mark screens that have not asked for five minutes; each site by its own clock."""
    for site in Site.objects.filter(rehearsal_of=None):
        note_silent(site=site, at=site_now(site))
