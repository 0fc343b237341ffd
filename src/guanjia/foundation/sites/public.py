"""The door of sites: the isolation key, its clock, calendar and settings."""

from guanjia.foundation.sites.calendar import work_calendar
from guanjia.foundation.sites.making import SiteRefused, create_site
from guanjia.foundation.sites.models import CalendarOverride, Company, Site
from guanjia.foundation.sites.pages import define, may, page
from guanjia.foundation.sites.settings import (
    HEAD_OFFICE,
    MANAGERS,
    BadSetting,
    Setting,
    check,
    declare,
    declared,
    read_hours,
    setting,
    write_setting,
)
from guanjia.foundation.sites.walltime import local, site_now, to_utc, zone_of

__all__ = [
    "HEAD_OFFICE",
    "MANAGERS",
    "BadSetting",
    "CalendarOverride",
    "Company",
    "Setting",
    "Site",
    "SiteRefused",
    "check",
    "create_site",
    "declare",
    "declared",
    "define",
    "local",
    "may",
    "page",
    "read_hours",
    "setting",
    "site_now",
    "to_utc",
    "work_calendar",
    "write_setting",
    "zone_of",
]
