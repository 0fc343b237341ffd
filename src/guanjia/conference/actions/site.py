"""What the conference crew owes the site itself begins with its first event."""

from datetime import datetime

from guanjia.conference.subjects import SITE
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import begin


def watch_site(*, site: Site, at: datetime) -> None:
    """Let the planner know the site; once it does, a further call costs one look and changes nothing."""
    begin(SITE, site.pk, site=site, at=at)
