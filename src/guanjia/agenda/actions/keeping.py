"""What every change of an agenda does: compare and swap, journal, subjects, screens, tea breaks of the block."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.refusals import AgendaStale
from guanjia.agenda.rules.states import AgendaState, ItemState, Kind
from guanjia.conference.public import set_breaks
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed

AGENDA, ITEM = "agenda.agenda", "agenda.item"


def lock(agenda: Agenda, rev: int | None = None) -> Agenda:
    """The agenda, locked until the end of the transaction. Raises AgendaStale when it is not at `rev` any more."""
    rows = Agenda.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)
    if rev is not None and found.rev != rev:
        raise AgendaStale(_("Somebody changed the agenda since you opened it. Look again."))
    return found


def keep(
    agenda: Agenda, action: str, actor: Any, at: datetime, changes: dict[str, Any], old: str = "", to: str = ""
) -> None:
    """One more revision. A change after the organiser confirmed makes the agenda changed; the tea breaks follow."""
    if not to and agenda.stage is AgendaState.CONFIRMED:
        old, to = AgendaState.CONFIRMED, AgendaState.CHANGED
        agenda.state, agenda.edited_at = to, at
    agenda.rev += 1
    Agenda.objects.filter(pk=agenda.pk).update(state=agenda.state, edited_at=agenda.edited_at, rev=agenda.rev)
    note(agenda, action, actor, at, changes, old, to)
    if agenda.stage is not AgendaState.DRAFT:
        breaks_follow(agenda, actor, at)
        items_changed(agenda, None, at)


def note(
    agenda: Agenda, action: str, actor: Any, at: datetime, changes: dict[str, Any], old: str = "", to: str = "",
    event: object | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Journal, plan cursor and screens of the agenda."""
    record(
        site=agenda.site, at=at, actor=actor, action=action, subject=(AGENDA, agenda.pk), from_state=old, to_state=to,
        changes=changes, event=event, reason=reason,
    )  # fmt: skip
    changed(AGENDA, [agenda.pk], site=agenda.site, at=at)
    touch(topic(agenda))
    touch(f"block:{agenda.block_id}")


def topic(agenda: Agenda) -> str:
    """The live topic of everything that shows this event's agenda."""
    return f"event:{agenda.event_id}:agenda"


def items_changed(agenda: Agenda, ids: Collection[int] | None, at: datetime) -> None:
    """Duties that hang on items are planned again; None = all items of the agenda."""
    if ids is None:
        ids = list(AgendaItem.objects.filter(agenda=agenda).values_list("pk", flat=True))
    changed(ITEM, list(ids), site=agenda.site, at=at)


@transaction.atomic
def breaks_follow(agenda: Agenda, actor: Any, at: datetime) -> None:
    """The tea breaks of the block are those of the agenda: what is owed around them moves with them (INMT-008, INMT-010)."""
    rows = AgendaItem.objects.filter(agenda=agenda, kind=Kind.BREAK).exclude(state=ItemState.DROPPED)
    breaks = [_span(agenda, item) for item in rows.order_by("position")]
    set_breaks(block_id=agenda.block_id, breaks=breaks, actor=actor, at=at)


def _span(agenda: Agenda, item: AgendaItem) -> tuple[int, int]:
    """Begin and length of a break: the real ones as far as they are known."""
    if item.started_at is None:
        return item.begins, item.minutes
    begins = max(0, int((item.started_at - agenda.block.starts_at).total_seconds() // 60))
    ended = item.minutes if item.ended_at is None else agenda.minute(item.ended_at) - begins
    return begins, max(1, ended)
