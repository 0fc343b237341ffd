"""Who waits, who is called, and how long it will take."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Site, local, setting
from guanjia.frontdesk.queues.models import Business, Counter, Ticket
from guanjia.frontdesk.queues.queries.history import minutes_of
from guanjia.frontdesk.queues.rules.forecast import about, wait_minutes
from guanjia.frontdesk.queues.rules.tickets import AT_COUNTER, WAITS, Waiting, next_up

CAP = "queues.fairness_cap"


@dataclass(frozen=True, slots=True)
class Place:
    """A number that waits: how many are before it and in about how many minutes it is called (None: no counter takes it)."""

    ticket: Ticket
    ahead: int
    minutes: int | None


def day_of(site: Site, at: datetime) -> object:
    """The local day."""
    return local(site, at).date()


def at_counters(site: Site, at: datetime) -> list[Ticket]:
    """Numbers that are called or served, the last called first."""
    rows = Ticket.objects.filter(site=site, on=day_of(site, at), state__in=AT_COUNTER)
    return list(rows.select_related("business", "counter").order_by("-called_at", "-pk"))


def in_turn(site: Site, at: datetime) -> list[Ticket]:
    """All that wait, in the order in which they will be called if nobody else comes; one query."""
    rows = list(
        Ticket.objects.filter(site=site, on=day_of(site, at), state__in=WAITS)
        .select_related("business")
        .order_by("place_at", "pk")
    )
    left = {row.pk: Waiting(row.pk, row.place_at, row.priority_enum, row.passed) for row in rows}
    by_id, cap, order = {row.pk: row for row in rows}, setting(site, CAP), []
    while left:
        chosen = next_up(left.values(), cap)
        assert chosen is not None
        del left[chosen.id]
        order.append(by_id[chosen.id])
    return order


def places(site: Site, at: datetime) -> list[Place]:
    """Everybody who waits, in turn, with the forecast; four queries however many wait."""
    row, minutes = in_turn(site, at), minutes_of(site, at)
    counters = open_counters(site)
    kinds = [each.business.code for each in row]
    return [
        Place(ticket, number, about(wait_minutes(kinds[:number], kinds[number], minutes, counters)))
        for number, ticket in enumerate(row)
    ]


def forecast(site: Site, at: datetime) -> list[tuple[Business, int, int | None]]:
    """For each business in use: how many wait for it, and in about how many minutes somebody who comes now is called."""
    row, minutes, counters = in_turn(site, at), minutes_of(site, at), open_counters(site)
    kinds = [each.business.code for each in row]
    told = []
    for business in Business.objects.filter(site=site, is_open=True):
        wait = wait_minutes(kinds, business.code, minutes, counters)
        told.append((business, kinds.count(business.code), None if wait is None else about(wait) if wait else 0))
    return told


def open_counters(site: Site) -> list[frozenset[str]]:
    """The businesses that each open counter takes."""
    rows = Counter.objects.filter(site=site, is_open=True).prefetch_related("kinds")
    return [frozenset(kind.code for kind in counter.kinds.all()) for counter in rows]
