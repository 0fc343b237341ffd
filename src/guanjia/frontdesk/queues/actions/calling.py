"""Counters open, call numbers, serve and close."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import local, setting
from guanjia.frontdesk.queues.actions.keeping import QueueRefused, keep, topic_of
from guanjia.frontdesk.queues.actions.moving import move_ticket
from guanjia.frontdesk.queues.actions.taking import lock_day
from guanjia.frontdesk.queues.models import Business, Counter, Ticket
from guanjia.frontdesk.queues.rules.tickets import (
    AT_COUNTER,
    WAITS,
    Lane,
    TicketState,
    Waiting,
    given_up,
    next_up,
    passes,
)

CAP = "queues.fairness_cap"
COUNTER = "queues.counter"


@transaction.atomic
def open_counter(*, counter: Counter, actor: Any, at: datetime) -> Counter:
    """Somebody sits down at the counter. A second call by the same person changes nothing."""
    if counter.is_open and counter.user_id == actor.pk:
        return counter
    Counter.objects.filter(pk=counter.pk).update(is_open=True, user=actor, rev=F("rev") + 1)
    counter.refresh_from_db()
    record(site=counter.site, at=at, actor=actor, action="open", subject=(COUNTER, counter.pk))
    touch(topic_of(counter.site_id))
    return counter


@transaction.atomic
def call_next(*, counter: Counter, actor: Any, at: datetime) -> Ticket | None:
    """Call the number whose turn it is at this counter; None when nobody waits for it.

    Priority first, but no ordinary number is passed more often than the cap (`queues.fairness_cap`). Raises QueueRefused
    while the counter is closed or still has somebody. Two counters at once get two numbers: the day's row is held.
    """
    day = lock_day(counter.site, local(counter.site, at).date())
    counter.refresh_from_db()
    if not counter.is_open:
        raise QueueRefused(_("Open the counter first."))
    if Ticket.objects.filter(counter=counter, on=day.on, state__in=AT_COUNTER).exists():
        raise QueueRefused(_("Somebody is still at this counter."))
    rows = list(
        Ticket.objects.filter(site=counter.site, on=day.on, state__in=WAITS, business__in=counter.kinds.all())
        .select_related("business", "site")
        .order_by("place_at", "pk")
    )
    row = [_waiting(ticket) for ticket in _of_lane(counter, rows)]
    chosen = next_up(row, setting(counter.site, CAP))
    if chosen is None:
        return None
    ticket = next(each for each in rows if each.pk == chosen.id)
    behind = [each.id for each in map(_waiting, rows) if each.id != chosen.id and passes(chosen, each)]
    Ticket.objects.filter(pk__in=behind).update(passed=F("passed") + 1)
    fields = {"counter": counter, "calls": 1, "called_at": at, "first_called_at": ticket.first_called_at or at}
    return move_ticket(ticket=ticket, to=TicketState.CALLED, actor=actor, at=at, **fields)


def _of_lane(counter: Counter, rows: list[Ticket]) -> list[Ticket]:
    """A counter that takes express business serves that first (QUEU-005), as long as another open counter takes what it
    leaves aside and no number has been passed up to the cap.
    """
    cap = setting(counter.site, CAP)
    express = [ticket for ticket in rows if ticket.business.lane == Lane.EXPRESS]
    others = Counter.objects.filter(site=counter.site, is_open=True).exclude(pk=counter.pk)
    elsewhere = set(others.values_list("kinds", flat=True))
    aside = [ticket for ticket in rows if ticket.business.lane != Lane.EXPRESS]
    kept = [t for t in aside if t.passed >= cap or t.business_id not in elsewhere]
    return rows if kept or not express else express


def _waiting(ticket: Ticket) -> Waiting:
    return Waiting(ticket.pk, ticket.place_at, ticket.priority_enum, ticket.passed)


@transaction.atomic
def call_again(*, ticket: Ticket, actor: Any, at: datetime) -> Ticket:
    """Call once more; who was called three times and is not there is given up at the next try."""
    if ticket.state != TicketState.CALLED:
        raise QueueRefused(_("This number is not being called."))
    if given_up(ticket.calls):
        return move_ticket(ticket=ticket, to=TicketState.NO_SHOW, actor=actor, at=at, ended_at=at)
    rows = Ticket.objects.filter(pk=ticket.pk, rev=ticket.rev, state=TicketState.CALLED)
    if not rows.update(calls=ticket.calls + 1, called_at=at, rev=ticket.rev + 1):
        raise QueueRefused(_("This number has moved on meanwhile; look again."))
    ticket.refresh_from_db()
    keep(ticket, "call_again", actor=actor, at=at, old=ticket.state, changes={"calls": ticket.calls})
    return ticket


def serve(*, ticket: Ticket, actor: Any, at: datetime) -> Ticket:
    """They are at the counter."""
    return move_ticket(ticket=ticket, to=TicketState.SERVING, actor=actor, at=at, serving_at=at, served_by=actor)


def finish(*, ticket: Ticket, actor: Any, at: datetime) -> Ticket:
    """It is done; the time it took feeds the forecast."""
    return move_ticket(ticket=ticket, to=TicketState.DONE, actor=actor, at=at, ended_at=at)


@transaction.atomic
def pass_on(*, ticket: Ticket, business: Business, actor: Any, at: datetime) -> Ticket:
    """Send somebody to another business without losing their place in the row."""
    if business.site_id != ticket.site_id or not business.is_open:
        raise QueueRefused(_("This business is not dealt with here now."))
    fields = {"business": business, "counter": None, "calls": 0, "serving_at": None}
    return move_ticket(ticket=ticket, to=TicketState.MOVED, actor=actor, at=at, **fields)


@transaction.atomic
def close_counter(*, counter: Counter, actor: Any, at: datetime) -> list[Ticket]:
    """Nobody sits here any more: who was called or served waits again, in their old place.

    Returns the numbers that now wait for a business which no open counter takes: the desk must find them another.
    """
    day = lock_day(counter.site, local(counter.site, at).date())
    Counter.objects.filter(pk=counter.pk).update(is_open=False, user=None, rev=F("rev") + 1)
    counter.refresh_from_db()
    record(site=counter.site, at=at, actor=actor, action="close", subject=(COUNTER, counter.pk))
    here = Ticket.objects.filter(counter=counter, on=day.on, state__in=AT_COUNTER).select_related("business", "site")
    for ticket in here:
        move_ticket(ticket=ticket, to=TicketState.MOVED, actor=actor, at=at, counter=None, calls=0, serving_at=None)
    touch(topic_of(counter.site_id))
    return stranded(counter, day.on)


def stranded(counter: Counter, on: Any) -> list[Ticket]:
    """Numbers of the day that no open counter takes."""
    served = Business.objects.filter(counters__is_open=True, site=counter.site)
    rows = Ticket.objects.filter(site=counter.site, on=on, state__in=WAITS).exclude(business__in=served)
    return list(rows.select_related("business").order_by("place_at", "pk"))
