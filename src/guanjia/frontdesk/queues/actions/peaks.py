"""The plan of peaks: foreseen by rule, added by hand, called off."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, setting, to_utc, work_calendar
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.models import PeakPlan
from guanjia.frontdesk.queues.queries.history import usual_count
from guanjia.frontdesk.queues.rules.peaks import Cause, peaks

PEAK = "queues.peak"
FEE_DAY = "queues.fee_day"
HORIZON = 7


@transaction.atomic
def plan_peaks(*, site: Site, first: date, days: int = HORIZON, at: datetime, actor: Any = None) -> list[PeakPlan]:
    """Write the peaks of the days down that the rule foresees (QUEU-006); those known already stay as they are. The new ones."""
    calendar, made = work_calendar(site), []
    for day in (first + timedelta(days=number) for number in range(days)):
        for peak in peaks(day, works=calendar.is_working_day, fee_day=setting(site, FEE_DAY)):
            starts_at = to_utc(site, datetime.combine(day, peak.begins))
            ends_at = to_utc(site, datetime.combine(day, peak.ends))
            if starts_at > at:
                row, is_new = PeakPlan.objects.get_or_create(
                    site=site,
                    starts_at=starts_at,
                    cause=peak.cause,
                    defaults={"ends_at": ends_at, "expected_count": usual_count(site, day, peak.begins, peak.ends)},
                )
                made += [row] if is_new else []
    _tell(site, made, actor, at)
    return made


@transaction.atomic
def add_peak(
    *, site: Site, on: date, begins: time, ends: time, words: str, actor: Any, at: datetime, count: int | None = None
) -> PeakPlan:
    """A big event that will bring people to the desk. Raises QueueRefused for a time that is past or runs backwards."""
    starts_at, ends_at = (to_utc(site, datetime.combine(on, each)) for each in (begins, ends))
    if ends_at <= starts_at or starts_at <= at:
        raise QueueRefused(_("The peak must lie ahead and end after it begins."))
    fields = {"ends_at": ends_at, "words": words.strip()[:120], "expected_count": count, "called_off": False}
    row, _made = PeakPlan.objects.update_or_create(site=site, starts_at=starts_at, cause=Cause.EVENT, defaults=fields)
    _tell(site, [row], actor, at)
    return row


@transaction.atomic
def call_off_peak(*, peak: PeakPlan, actor: Any, at: datetime) -> None:
    """It will not come: its preparation and review are withdrawn. A second call does nothing."""
    if PeakPlan.objects.filter(pk=peak.pk, called_off=False).update(called_off=True, rev=peak.rev + 1):
        record(site=peak.site, at=at, actor=actor, action="call_off", subject=(PEAK, peak.pk))
        changed(PEAK, [peak.pk], site=peak.site, at=at)


def _tell(site: Site, rows: list[PeakPlan], actor: Any, at: datetime) -> None:
    for row in rows:
        record(site=site, at=at, actor=actor, action="foresee", subject=(PEAK, row.pk), changes={"cause": row.cause})
    if rows:
        changed(PEAK, [row.pk for row in rows], site=site, at=at)
