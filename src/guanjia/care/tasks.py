"""The beat that lets every site with homes owe its sample and greetings."""

from datetime import datetime

from guanjia.care.actions.site import ensure_site
from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now


@every("care.sites", seconds=3600)
def ensure_sites(now: datetime) -> None:
    """Sites that have units and are no rehearsal."""
    for site in Site.objects.filter(units__isnull=False, rehearsal_of=None).distinct():
        ensure_site(site, site_now(site))
