"""A given wall-clock moment as a site's own clock shows it."""

from datetime import datetime, timedelta

from guanjia.foundation.sites.public import Site


def site_time(site: Site, now: datetime) -> datetime:
    """`now` on the site's clock: held while in rehearsal, else shifted by the site's offset."""
    return site.held_at if site.held_at is not None else now + timedelta(seconds=site.clock_offset_s)
