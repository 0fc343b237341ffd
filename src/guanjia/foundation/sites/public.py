"""The door of sites: the isolation key, its clock, calendar and settings."""

from guanjia.foundation.sites.calendar import work_calendar
from guanjia.foundation.sites.commands import FileCommand, file_refusal, opened_file
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
    "FileCommand",
    "Setting",
    "Site",
    "SiteRefused",
    "check",
    "create_site",
    "declare",
    "declared",
    "define",
    "file_refusal",
    "local",
    "may",
    "opened_file",
    "page",
    "read_hours",
    "setting",
    "site_now",
    "to_utc",
    "work_calendar",
    "write_setting",
    "zone_of",
]
