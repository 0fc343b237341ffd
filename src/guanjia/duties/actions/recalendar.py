"""Notices that a site counts working time differently, and puts right what hangs on it."""

import json
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from guanjia.duties.actions.recomputing import recompute_timers
from guanjia.duties.models import CatalogueMark, Duty
from guanjia.duties.queries.catalogue import calendar_of
from guanjia.duties.queries.site_time import site_time
from guanjia.duties.rules.states import LIVE
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor, changed
from guanjia.kernel.holidays import holiday_year
from guanjia.standards.public import Timer, effective

CALENDAR = "sites.calendar"
YEARS = 2


def follow_calendars(*, now: datetime) -> int:
    """Look at every site's working calendar; where it is another than the duties were dated by, date them anew.

    The count of timers that changed. A second call changes nothing.
    """
    return sum(follow_calendar(site, site_time(site, now)) for site in Site.objects.all())


def follow_calendar(site: Site, at: datetime) -> int:
    """The same for one site, at a moment of its own clock: timers set-based, whatever else counts working days by the
    planner, whose cursors are marked."""
    digest = calendar_digest(site, at)
    known = CatalogueMark.objects.filter(site=site, subject_kind=CALENDAR).values_list("digest", flat=True).first()
    if known == digest:
        return 0
    count = recompute_timers(site=site, at=at)
    with transaction.atomic():
        _mark_others(site, at)
        CatalogueMark.objects.update_or_create(site=site, subject_kind=CALENDAR, defaults={"digest": digest})
    return count


def calendar_digest(site: Site, at: datetime) -> str:
    """Names the working calendar of the site: zone, weekly hours, overrides, and the holidays published around `at`."""
    calendar = calendar_of(site)
    years = [holiday_year(calendar.country, at.year + step) for step in range(-1, YEARS)]
    facts = [
        str(calendar.zone), str(calendar.weekly), calendar.country, sorted(map(str, calendar.overrides.values())),
        [(sorted(map(str, year.names)), sorted(map(str, year.worked))) for year in years],
    ]  # fmt: skip
    return sha256(json.dumps(facts).encode()).hexdigest()


def _mark_others(site: Site, at: datetime) -> None:
    """Subjects that owe something dated by days, of a standard that is no timer."""
    codes = [code for code, (standard, _version) in effective(site).items() if not isinstance(standard.when, Timer)]
    owing = Duty.objects.filter(site=site, state__in=LIVE, standard_code__in=codes).order_by()
    for kind in list(owing.values_list("subject_kind", flat=True).distinct()):
        ids = set(owing.filter(subject_kind=kind).values_list("subject_id", flat=True).distinct())
        ids |= set(
            PlanCursor.objects.filter(site=site, kind=kind, next_horizon_at__isnull=False).values_list(
                "subject_id", flat=True
            )
        )
        changed(kind, ids, site=site, at=at)
