"""The only function that moves a number."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.frontdesk.queues.actions.keeping import keep
from guanjia.frontdesk.queues.events import TicketServed
from guanjia.frontdesk.queues.models import Ticket
from guanjia.frontdesk.queues.rules.tickets import TICKET_MOVES, TICKET_VERBS, TicketState
from guanjia.kernel.states import MoveRefused, check_move


@transaction.atomic
def move_ticket(*, ticket: Ticket, to: TicketState, actor: Any, at: datetime, **fields: Any) -> Ticket:
    """Move a number and set `fields` with it. Two movers: one wins, the other gets MoveRefused."""
    old = ticket.stage
    check_move(TICKET_MOVES, old, to)
    rows = Ticket.objects.filter(pk=ticket.pk, state=old, rev=ticket.rev)
    if not rows.update(state=to, rev=ticket.rev + 1, **fields):
        raise MoveRefused(old, to)
    ticket.state, ticket.rev = to, ticket.rev + 1
    for name, value in fields.items():
        setattr(ticket, name, value)
    facts = {name: getattr(value, "pk", value) for name, value in fields.items()}
    event = TicketServed(ticket.pk, ticket.business.code) if to is TicketState.DONE else None
    keep(ticket, TICKET_VERBS[to], actor=actor, at=at, old=old, changes=facts, event=event)
    return ticket
