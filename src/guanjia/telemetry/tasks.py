"""What the clock does for devices."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now
from guanjia.telemetry.actions.simulating import SIMULATED, answer_as_devices


@every("telemetry.simulate", seconds=1)
def play_devices(now: datetime) -> None:
    """Sites that are set to simulated devices hear and answer themselves."""
    for site in Site.objects.filter(rehearsal_of=None, settings__has_key=SIMULATED):
        if site.settings[SIMULATED]:
            answer_as_devices(site=site, at=site_now(site))
