"""What visitors owe the site itself: the evening round, the sweep, the erasing."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import begin

SITE = "visitors.site"


def watch_site(*, site: Site, at: datetime) -> None:
    """Let the planner know the site; a further call costs one look and changes nothing."""
    begin(SITE, site.pk, site=site, at=at)
