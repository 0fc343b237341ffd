"""What visitors owe the site itself: the evening round, the sweep, the erasing."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor, changed

SITE = "visitors.site"


def watch_site(*, site: Site, at: datetime) -> None:
    """Let the planner know the site; a further call costs one look and changes nothing."""
    if not PlanCursor.objects.filter(kind=SITE, subject_id=site.pk).exists():
        changed(SITE, [site.pk], site=site, at=at)
