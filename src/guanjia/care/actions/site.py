"""The site as a subject: its month's sample and its list of greetings are duties of its own."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import begin

SITE = "care.site"


def ensure_site(site: Site, at: datetime) -> None:
    """Let the site owe its sample and its greetings from now on. A second call does nothing."""
    begin(SITE, site.pk, site=site, at=at)
