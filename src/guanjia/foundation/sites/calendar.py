"""The working calendar of a site, made of its settings and its overrides."""

from guanjia.foundation.sites.models import CalendarOverride, Site
from guanjia.foundation.sites.settings import read_hours, setting
from guanjia.foundation.sites.walltime import zone_of
from guanjia.kernel.worktime import Override, WorkCalendar


def work_calendar(site: Site) -> WorkCalendar:
    """The site's effective working calendar: weekly hours, published holidays, its own overrides. One query."""
    hours, days = read_hours(setting(site, "work.hours")), setting(site, "work.days")
    overrides = {
        row.on: Override(row.on, row.kind == CalendarOverride.Kind.WORKING, row.note)
        for row in CalendarOverride.objects.filter(site=site)
    }
    return WorkCalendar(
        zone=zone_of(site),
        weekly=tuple(hours if str(day) in days else () for day in range(1, 8)),
        country=setting(site, "work.country"),
        overrides=overrides,
    )
