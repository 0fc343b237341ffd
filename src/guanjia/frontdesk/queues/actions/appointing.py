"""Appointments are made, called off and missed."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.moving import move_ticket
from guanjia.frontdesk.queues.actions.taking import TOKEN_BYTES, lock_day
from guanjia.frontdesk.queues.models import Appointment, Business, Ticket
from guanjia.frontdesk.queues.queries.slots import free_times
from guanjia.frontdesk.queues.rules.slots import APPOINTMENT_MOVES, AppointmentState
from guanjia.frontdesk.queues.rules.tickets import TicketState
from guanjia.kernel.states import MoveRefused, check_move

APPOINTMENT = "queues.appointment"


@transaction.atomic
def make_appointment(
    *, business: Business, starts_at: datetime, at: datetime, actor: Any = None, person_id: int | None = None
) -> Appointment:
    """Agree on a time. Raises QueueRefused where the time is not one of those free; of two for the last place one gets it."""
    lock_day(business.site, local(business.site, starts_at).date())
    if starts_at not in free_times(business, local(business.site, starts_at).date(), at):
        raise QueueRefused(_("This time is taken. Choose another one."))
    made = Appointment.objects.create(
        site=business.site,
        business=business,
        starts_at=starts_at,
        person_id=person_id,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        made_at=at,
    )
    facts = {"starts_at": starts_at, "business": business.code}
    record(site=business.site, at=at, actor=actor, action="agree", subject=(APPOINTMENT, made.pk), changes=facts)
    return made


@transaction.atomic
def move_appointment(*, appointment: Appointment, to: AppointmentState, at: datetime, actor: Any = None) -> Appointment:
    """Called off, or missed. Raises MoveRefused for the second of two movers."""
    old = appointment.stage
    check_move(APPOINTMENT_MOVES, old, to)
    rows = Appointment.objects.filter(pk=appointment.pk, state=old, rev=appointment.rev)
    if not rows.update(state=to, rev=appointment.rev + 1):
        raise MoveRefused(old, to)
    appointment.refresh_from_db()
    subject = (APPOINTMENT, appointment.pk)
    record(site=appointment.site, at=at, actor=actor, action=to.value, subject=subject, from_state=old, to_state=to)
    return appointment


@transaction.atomic
def appoint(*, ticket: Ticket, starts_at: datetime, actor: Any, at: datetime) -> Appointment:
    """What takes long is not done in the queue: whoever is at the counter gets a time of their own (QUEU-005)."""
    made = make_appointment(
        business=ticket.business, starts_at=starts_at, at=at, actor=actor, person_id=ticket.person_id
    )
    move_ticket(ticket=ticket, to=TicketState.APPOINTED, actor=actor, at=at, ended_at=at)
    return made
