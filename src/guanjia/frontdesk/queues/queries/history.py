"""What earlier days say: how long a service takes, how many come."""

import statistics
from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.queues.models import Business, Ticket
from guanjia.frontdesk.queues.rules.forecast import RECENT, service_minutes
from guanjia.frontdesk.queues.rules.tickets import TicketState

WEEKS = 4


def minutes_of(site: Site, at: datetime) -> dict[str, float]:
    """Business code -> minutes that one takes now, from its last services within a week; two queries."""
    rows = Ticket.objects.filter(
        site=site, state=TicketState.DONE, serving_at__isnull=False, ended_at__gte=at - timedelta(days=7)
    )
    recent: dict[str, list[float]] = {}
    for code, begun, ended in rows.order_by("-ended_at").values_list("business__code", "serving_at", "ended_at")[:400]:
        some = recent.setdefault(code, [])
        if len(some) < RECENT:
            some.insert(0, (ended - begun).total_seconds() / 60)
    return {
        business.code: service_minutes(recent.get(business.code, []), business.minutes)
        for business in Business.objects.filter(site=site)
    }


def usual_count(site: Site, day: date, begins: time, ends: time) -> int | None:
    """How many numbers were taken at this time on the same weekday of the last four weeks, as their median; None: unknown."""
    counts = []
    for weeks in range(1, WEEKS + 1):
        earlier = day - timedelta(weeks=weeks)
        since, until = (to_utc(site, datetime.combine(earlier, each)) for each in (begins, ends))
        rows = Ticket.objects.filter(site=site, on=earlier)
        if rows.exists():
            counts.append(rows.filter(taken_at__gte=since, taken_at__lt=until).count())
    return round(statistics.median(counts)) if counts else None
