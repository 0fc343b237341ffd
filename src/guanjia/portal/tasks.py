"""Sends log-in codes: at once, and once more for what a gateway did not take."""

from datetime import datetime

from django_tasks import task

from guanjia.foundation.jobs.public import every
from guanjia.foundation.sites.public import Site, site_now
from guanjia.portal.actions.codes import send_codes


@task()
def send_now(site_id: int) -> None:
    """Send what was asked for; enqueued after the commit."""
    send_codes(at=site_now(Site.objects.get(pk=site_id)))


@every("portal.codes", seconds=15)
def send_late(now: datetime) -> None:
    """Send what did not leave at the first try."""
    send_codes(at=now)
