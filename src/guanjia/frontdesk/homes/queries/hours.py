"""The hours of renovation at a site: shipped values with local override, and what holds at a moment."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Setting, Site, local, setting, work_calendar
from guanjia.frontdesk.homes.rules.renovation import Hours, may_be_loud, may_work, parse_spans
from guanjia.kernel.words import gettext_noop as N_

WORK = Setting("homes.work_hours", "hours", "08:00-18:00", N_("Renovators may work"))
LOUD = Setting("homes.loud_hours", "hours", "08:00-12:00 14:00-18:00", N_("Renovators may be loud"))
DAYS_OFF = Setting("homes.loud_on_days_off", "bool", False, N_("Renovators may be loud on days off"))
SETTINGS = (WORK, LOUD, DAYS_OFF)
"""Of renovations."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What renovators may do at a moment."""

    work: bool
    loud: bool


def hours_of(site: Site) -> Hours:
    """The hours that hold at the site."""
    return Hours(
        parse_spans(setting(site, WORK.key)), parse_spans(setting(site, LOUD.key)), bool(setting(site, DAYS_OFF.key))
    )


def allowed_at(site: Site, at: datetime) -> Allowed:
    """Whether may be worked, and loudly, at the moment: weekends and holidays of the site's calendar are days off."""
    clock = local(site, at)
    hours = hours_of(site)
    off = not work_calendar(site).is_working_day(clock.date())
    return Allowed(may_work(hours, clock.time()), may_be_loud(hours, clock.time(), day_off=off))
