"""A site's clock and wall time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from guanjia.foundation.sites.models import Site
from guanjia.kernel import clock, walltime


def zone_of(site: Site) -> ZoneInfo:
    """The site's time zone."""
    return ZoneInfo(site.zone)


def site_now(site: Site) -> datetime:
    """The site's present, aware, in UTC: held while in rehearsal, else the wall clock plus the site's offset."""
    if site.held_at is not None:
        return site.held_at
    return clock.now() + timedelta(seconds=site.clock_offset_s)


def local(site: Site, moment: datetime) -> datetime:
    """The same moment on the site's wall clock."""
    return moment.astimezone(zone_of(site))


def to_utc(site: Site, wall: datetime) -> datetime:
    """The moment when the site's wall clock shows naive `wall`.

    A time that a DST jump leaves out moves forward by the gap; one that happens twice is the first.
    """
    return walltime.to_utc(zone_of(site), wall).astimezone(UTC)
