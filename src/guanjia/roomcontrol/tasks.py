"""What the clock does for rooms."""

from datetime import datetime

from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now
from guanjia.roomcontrol.actions.climate import follow_air, prepare_air, switch_idle_off
from guanjia.roomcontrol.actions.scenes import settle
from guanjia.roomcontrol.models import SceneRun


@every("roomcontrol.settle", seconds=2)
def settle_runs(now: datetime) -> None:
    """Tell silent devices again; give up on those that stay silent."""
    for site in Site.objects.filter(rehearsal_of=None, pk__in=_open_sites()):
        settle(site=site, at=site_now(site))


@every("roomcontrol.idle", seconds=60)
def idle_off(now: datetime) -> None:
    """Rooms that nobody uses go off; those that are needed soon get their air, those in use follow heads and weather."""
    for site in Site.objects.filter(rehearsal_of=None):
        at = site_now(site)
        prepare_air(site=site, at=at)
        follow_air(site=site, at=at)
        switch_idle_off(site=site, at=at)


def _open_sites() -> list[int]:
    return list(SceneRun.objects.filter(state="running").values_list("site", flat=True).distinct())
