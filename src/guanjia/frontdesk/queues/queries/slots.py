"""Times that are still free for an appointment."""

from collections import Counter as Tally
from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, read_hours, setting, to_utc, work_calendar, zone_of
from guanjia.frontdesk.queues.models import Appointment, Business
from guanjia.frontdesk.queues.rules.slots import AppointmentState, free_slots, slot_times
from guanjia.kernel.walltime import midnight

HOURS = "queues.hours"
AHEAD = 14


def free_times(business: Business, on: date, at: datetime) -> list[datetime]:
    """The beginnings of free appointments on a local day, none on a day off; one query."""
    site = business.site
    if not work_calendar(site).is_working_day(on):
        return []
    times = slot_times(hours_of(site), max(business.minutes, 5))
    moments = [to_utc(site, datetime.combine(on, each)) for each in times]
    begin = midnight(zone_of(site), on)
    booked = Appointment.objects.filter(
        business=business,
        starts_at__gte=begin,
        starts_at__lt=begin + timedelta(days=1),
        state__in=[AppointmentState.BOOKED, AppointmentState.ARRIVED],
    )
    taken = Tally(booked.values_list("starts_at", flat=True))
    return free_slots(moments, taken, business.capacity, at)


def hours_of(site: Site) -> tuple[tuple[time, time], ...]:
    """The hours of the counters."""
    return read_hours(setting(site, HOURS))
