"""A proposal is accepted: the rest of the agenda takes new times, and everything that hangs on them follows (DIGI-018)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.agenda.actions.keeping import breaks_follow, items_changed, lock, note
from guanjia.agenda.actions.telling import tell_concerned
from guanjia.agenda.events import AgendaReplanned
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.queries.offers import Offer
from guanjia.agenda.queries.reading import hard_end, items_of
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.agenda.rules.states import AgendaState, ItemState
from guanjia.conference.public import extend_block


@transaction.atomic
def accept_offer(*, agenda: Agenda, offer: Offer, actor: Any, at: datetime) -> Agenda:
    """Take the proposal over. Of two people who accept two proposals one wins; the other reads AgendaStale.

    With it go: the tea breaks of the block and what is owed around them, meals, the booking of the room where the end moves
    behind it, messages to whoever waits, screens. Raises AgendaRefused when the end lies after the room's hard end, SlotTaken
    when somebody has the room.
    """
    agenda = lock(agenda, offer.rev)
    if offer.agenda_id != agenda.pk:
        raise AgendaStale(_("This proposal is too old. Look at the new ones."))
    rows = {item.pk: item for item in items_of(agenda)}
    before = {pk: (item.begins, item.minutes, item.stage) for pk, item in rows.items()}
    _take_over(agenda, rows, offer)
    _room_lasts(agenda, offer, actor, at)
    touched = [item for pk, item in rows.items() if (item.begins, item.minutes, item.stage) != before[pk]]
    agenda.rev += 1
    Agenda.objects.filter(pk=agenda.pk).update(rev=agenda.rev)
    changes = {
        str(item.pk): [
            list(before[item.pk][:2]),
            [] if item.stage is ItemState.DROPPED else [item.begins, item.minutes],
        ]
        for item in touched
    }
    news = AgendaReplanned(agenda.pk, tuple(item.pk for item in touched))
    note(agenda, "agenda.replan", actor, at, {"way": offer.way, "items": changes}, event=news)
    items_changed(agenda, [item.pk for item in touched], at)
    if agenda.stage is not AgendaState.DRAFT:
        breaks_follow(agenda, actor, at)
    tell_concerned(agenda=agenda, items=touched, before={pk: each[0] for pk, each in before.items()}, at=at)
    return agenda


def _take_over(agenda: Agenda, rows: dict[int, AgendaItem], offer: Offer) -> None:
    """New minutes, places and states of what is to come; what runs gets the time that the proposal gave it."""
    past = [item for item in rows.values() if item.stage in {ItemState.RUNNING, ItemState.DONE}]
    running = next((item for item in past if item.stage is ItemState.RUNNING), None)
    if running is not None and running.started_at is not None:
        running.minutes = max(running.minutes, offer.free_at - agenda.minute(running.started_at))
    for pk, begins, minutes in offer.placed:
        rows[pk].begins, rows[pk].minutes = begins, minutes
    for pk in offer.dropped:
        rows[pk].state = ItemState.DROPPED
    order = [*past, *(rows[pk] for pk, _begins, _minutes in offer.placed)]
    order += [item for item in rows.values() if item not in order]
    for place, item in enumerate(order, 1):
        item.position = place
    AgendaItem.objects.bulk_update(order, ["begins", "minutes", "state", "position"], batch_size=100)


def _room_lasts(agenda: Agenda, offer: Offer, actor: Any, at: datetime) -> None:
    """The booking of the room ends later where the agenda does."""
    ends = max((begins + minutes for _pk, begins, minutes in offer.placed), default=0)
    block, ends_at = agenda.block, agenda.moment(ends)
    if ends_at <= block.ends_at:
        return
    if ends_at > hard_end(block):
        raise AgendaRefused("", _("The room is needed by others then."))
    latest = max(block.ends_at, at.replace(second=0, microsecond=0))
    extend_block(block_id=block.pk, minutes=-int((latest - ends_at).total_seconds() // 60), actor=actor, at=at)
