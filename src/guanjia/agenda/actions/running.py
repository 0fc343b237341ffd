"""The meeting goes through its agenda: items begin, end, are left out; a tap by mistake is taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.agenda.actions.keeping import ITEM, breaks_follow, lock, note
from guanjia.agenda.events import ItemFinished, ItemStarted
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.refusals import AgendaRefused
from guanjia.agenda.rules.states import ITEM_MOVES, AgendaState, ItemState, Kind
from guanjia.conference.public import BlockState, NoteKind
from guanjia.conference.public import note as write_log
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

BEGUN = frozenset({BlockState.RUNNING, BlockState.INTERRUPTED})


@transaction.atomic
def start_item(*, item: AgendaItem, actor: Any, at: datetime, happened_at: datetime | None = None) -> AgendaItem:
    """The item begins; what still runs is over. A second call changes nothing.

    `happened_at` is when it really began, if that was noted later: never after `at`, never before the end of the item before.
    Raises AgendaRefused when no meeting runs here, MoveRefused for an item that is over or left out. Key items close the doors
    (INMT-003).
    """
    agenda, item = _hold(item)
    if item.stage is ItemState.RUNNING:
        return item
    if agenda.block.stage not in BEGUN:
        raise AgendaRefused("", _("The meeting has not begun: start it first."))
    check_move(ITEM_MOVES, item.stage, ItemState.RUNNING)
    begun = _moment(agenda, happened_at, at)
    for other in AgendaItem.objects.filter(agenda=agenda, state=ItemState.RUNNING):
        _finish(agenda, other, actor, at, max(begun, other.started_at or begun))
    _move(agenda, item, ItemState.RUNNING, "item.start", actor, at, ItemStarted(agenda.pk, item.pk), started_at=begun)
    if item.freeze_doors:
        write_log(block=agenda.block, kind=NoteKind.FROZEN, actor=actor, at=at)
    _breaks(agenda, item, actor, at)
    return item


@transaction.atomic
def finish_item(*, item: AgendaItem, actor: Any, at: datetime, happened_at: datetime | None = None) -> AgendaItem:
    """The item is over. A second call changes nothing. Raises MoveRefused for one that does not run, AgendaRefused for a moment
    that lies ahead or before its start."""
    agenda, item = _hold(item)
    if item.stage is ItemState.DONE:
        return item
    ended = _moment(agenda, happened_at, at)
    if item.started_at is not None and ended < item.started_at:
        raise AgendaRefused("happened_at", _("It cannot be over before it began."))
    _finish(agenda, item, actor, at, ended)
    return item


@transaction.atomic
def take_back(*, item: AgendaItem, actor: Any, at: datetime) -> AgendaItem:
    """A start or an end that was tapped by mistake: the item is to come again, or runs again. Raises MoveRefused while another runs."""
    agenda, item = _hold(item)
    if item.stage is ItemState.DONE:
        if AgendaItem.objects.filter(agenda=agenda, state=ItemState.RUNNING).exists():
            raise MoveRefused(ItemState.DONE, ItemState.RUNNING)
        _move(agenda, item, ItemState.RUNNING, "item.take_back", actor, at, None, ended_at=None)
    else:
        check_move(ITEM_MOVES, item.stage, ItemState.PLANNED)
        _move(agenda, item, ItemState.PLANNED, "item.take_back", actor, at, None, started_at=None)
    _breaks(agenda, item, actor, at)
    return item


@transaction.atomic
def leave_out(*, item: AgendaItem, actor: Any, at: datetime, reason: str = "") -> AgendaItem:
    """An item is left out of the meeting, or taken in again when it was. Raises MoveRefused for one that began."""
    refuse_marked({"reason": reason}, site=item.agenda.site)
    agenda, item = _hold(item)
    to = ItemState.PLANNED if item.stage is ItemState.DROPPED else ItemState.DROPPED
    check_move(ITEM_MOVES, item.stage, to)
    action = "item.drop" if to is ItemState.DROPPED else "item.back"
    _move(agenda, item, to, action, actor, at, None, reason=reason.strip()[:200])
    _breaks(agenda, item, actor, at)
    return item


@transaction.atomic
def close_with_meeting(*, agenda: Agenda, actor: Any, at: datetime) -> None:
    """The meeting has ended: the running item is over, items to come were not held. A second call changes nothing."""
    agenda = lock(agenda)
    for item in AgendaItem.objects.filter(agenda=agenda, state__in=[ItemState.RUNNING, ItemState.PLANNED]):
        item.agenda = agenda
        if item.stage is ItemState.RUNNING:
            _finish(agenda, item, actor, at, max(at, item.started_at or at))
        else:
            _move(agenda, item, ItemState.DROPPED, "item.drop", actor, at, None)


@transaction.atomic
def give_reason(*, item: AgendaItem, reason: str, actor: Any, at: datetime) -> AgendaItem:
    """Why a precise agenda was not kept here; it stands in the dossier (VIPP-024). Raises AgendaRefused without words."""
    if not reason.strip():
        raise AgendaRefused("reason", _("Write down the reason."))
    refuse_marked({"reason": reason}, site=item.agenda.site)
    agenda, item = _hold(item)
    item.reason = reason.strip()[:200]
    AgendaItem.objects.filter(pk=item.pk).update(reason=item.reason)
    note(agenda, "agenda.reason", actor, at, {"item": item.pk})
    return item


def _hold(item: AgendaItem) -> tuple[Agenda, AgendaItem]:
    agenda = lock(item.agenda)
    found = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    found.agenda = agenda
    return agenda, found


def _moment(agenda: Agenda, happened_at: datetime | None, at: datetime) -> datetime:
    if happened_at is None:
        return at
    ends = AgendaItem.objects.filter(agenda=agenda).exclude(ended_at=None).values_list("ended_at", flat=True)
    if happened_at > at or any(happened_at < each for each in ends if each is not None):
        raise AgendaRefused("happened_at", _("That moment lies ahead, or before the end of an earlier item."))
    return happened_at


def _finish(agenda: Agenda, item: AgendaItem, actor: Any, at: datetime, ended: datetime) -> None:
    check_move(ITEM_MOVES, item.stage, ItemState.DONE)
    _move(agenda, item, ItemState.DONE, "item.finish", actor, at, ItemFinished(agenda.pk, item.pk), ended_at=ended)
    if item.freeze_doors:
        write_log(block=agenda.block, kind=NoteKind.OPENED, actor=actor, at=at)
    _breaks(agenda, item, actor, at)


def _move(
    agenda: Agenda,
    item: AgendaItem,
    to: ItemState,
    action: str,
    actor: Any,
    at: datetime,
    news: object | None,
    **fields: Any,
) -> None:
    """The one mover of items: compares and swaps on the state, journals, wakes the planner and the screens."""
    old = item.stage
    if not AgendaItem.objects.filter(pk=item.pk, state=old).update(state=to, **fields):
        raise MoveRefused(old, to)
    item.state = to
    for name, value in fields.items():
        setattr(item, name, value)
    agenda.rev += 1
    Agenda.objects.filter(pk=agenda.pk).update(rev=agenda.rev)
    record(
        site=agenda.site, at=at, actor=actor, action=action, subject=(ITEM, item.pk), from_state=old, to_state=to,
        changes={name: str(value) for name, value in fields.items()}, event=news,
    )  # fmt: skip
    changed(ITEM, [item.pk], site=agenda.site, at=at)
    note(agenda, action, actor, at, {"item": item.pk})


def _breaks(agenda: Agenda, item: AgendaItem, actor: Any, at: datetime) -> None:
    if item.sort is Kind.BREAK and agenda.stage is not AgendaState.DRAFT:
        breaks_follow(agenda, actor, at)
