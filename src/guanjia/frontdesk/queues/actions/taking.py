"""A number is taken, given back, or taken again by who came late."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site, local, setting
from guanjia.frontdesk.queues.actions.keeping import QueueRefused, keep
from guanjia.frontdesk.queues.actions.moving import move_ticket
from guanjia.frontdesk.queues.models import Appointment, Business, QueueDay, Ticket
from guanjia.frontdesk.queues.rules.slots import APPOINTMENT_MOVES, AppointmentState, place_of
from guanjia.frontdesk.queues.rules.tickets import Lane, Priority, TicketState, label
from guanjia.kernel.states import MoveRefused, check_move

MOST_A_DAY = "queues.most_a_day"
TOKEN_BYTES = 12


@transaction.atomic
def take_number(
    *,
    business: Business,
    at: datetime,
    actor: Any = None,
    priority: Priority = Priority.NONE,
    person_id: int | None = None,
    place_at: datetime | None = None,
) -> Ticket:
    """A new number of the business for today. Raises QueueRefused where it is not in use, by appointment, or the day is full.

    `place_at` is a place in the row other than the present: that of an appointment.
    """
    site = business.site
    if not business.is_open:
        raise QueueRefused(_("This business is not dealt with here now."))
    if business.lane == Lane.APPOINTMENT and place_at is None and actor is None:
        raise QueueRefused(_("This business is dealt with by appointment."))
    day = lock_day(site, local(site, at).date())
    taken = Ticket.objects.filter(site=site, on=day.on, business=business).count()
    if taken >= setting(site, MOST_A_DAY):
        raise QueueRefused(_("All numbers of today are taken. Please make an appointment."))
    ticket = Ticket.objects.create(
        site=site,
        on=day.on,
        business=business,
        label=label(business.letter, taken + 1),
        priority=priority,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        place_at=place_at or at,
        taken_at=at,
        person_id=person_id,
    )
    keep(ticket, "take", actor=actor, at=at)
    return ticket


def lock_day(site: Site, on: date) -> QueueDay:
    """Hold the row of the local day until commit: numbers are given and called one after the other."""
    QueueDay.objects.get_or_create(site=site, on=on)
    return QueueDay.objects.select_for_update().get(site=site, on=on)


def give_back(*, ticket: Ticket, at: datetime, actor: Any = None) -> Ticket:
    """They do not want to wait: the number is given back."""
    return move_ticket(ticket=ticket, to=TicketState.CANCELLED, actor=actor, at=at, ended_at=at)


def return_late(*, ticket: Ticket, at: datetime, actor: Any) -> Ticket:
    """Somebody whose number was given up is here after all: the number waits again, at the end of the row."""
    fields = {"place_at": at, "calls": 0, "counter": None, "ended_at": None, "passed": 0}
    return move_ticket(ticket=ticket, to=TicketState.WAITING, actor=actor, at=at, **fields)


@transaction.atomic
def set_priority(*, ticket: Ticket, priority: Priority, actor: Any, at: datetime) -> Ticket:
    """Who needs to go first says so at the desk; nobody has to prove it."""
    if not ticket.waits:
        raise QueueRefused(_("This number does not wait any more."))
    if not Ticket.objects.filter(pk=ticket.pk, rev=ticket.rev).update(priority=priority, rev=ticket.rev + 1):
        raise MoveRefused(ticket.stage, ticket.stage)
    ticket.refresh_from_db()
    keep(ticket, "prioritise", actor=actor, at=at, old=ticket.state, changes={"priority": priority.value})
    return ticket


@transaction.atomic
def arrive(*, appointment: Appointment, at: datetime, actor: Any = None) -> Ticket:
    """Somebody with an appointment is here: a number with the place of the time agreed; too late queues like everybody."""
    check_move(APPOINTMENT_MOVES, appointment.stage, AppointmentState.ARRIVED)
    place = place_of(appointment.starts_at, at)
    ticket = take_number(
        business=appointment.business, at=at, actor=actor, person_id=appointment.person_id, place_at=place
    )
    rows = Appointment.objects.filter(pk=appointment.pk, state=appointment.state, rev=appointment.rev)
    if not rows.update(state=AppointmentState.ARRIVED, ticket=ticket, rev=appointment.rev + 1):
        raise MoveRefused(appointment.stage, AppointmentState.ARRIVED)
    appointment.refresh_from_db()
    return ticket
