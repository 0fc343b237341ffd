"""What a meeting really cost, line by line, with the number of the bill (BUDG-006)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.opening import controlled_words
from guanjia.conference.actions.regime import refuse_forbidden
from guanjia.conference.models import BudgetLine, Event
from guanjia.conference.queries.spending import cost_lines, cost_rev
from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed

COSTS_FROM = frozenset(EventState) - {
    EventState.ENQUIRY,
    EventState.APPLIED,
    EventState.NEEDS_CONFIRMED,
    EventState.SCHEME,
    EventState.BUDGETED,
    EventState.LOST,
    EventState.DECLINED,
    EventState.ARCHIVED,
}


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What one line cost: money in fen, None = no bill yet. Without `line_id` a cost that no budget foresaw."""

    line_id: int | None = None
    spent_fen: int | None
    voucher: str = ""
    name: str = ""
    cost_class: CostClass = CostClass.VENUE


@transaction.atomic
def write_spending(*, event: Event, rev: int, rows: Sequence[Spent], actor: Any, at: datetime) -> list[BudgetLine]:
    """Write down what was spent, by whom and on which bill; the lines that changed, none the second time.

    A cost above the budget is written down and shown as an overrun: it has happened. Raises Refused before approval and
    once the event is archived, for money without the number of its bill, and for what public funds forbid; Stale when
    somebody wrote since `rev`; SecretRefused.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event.pk)
    _check(event, rows, at)
    lines = {line.pk: line for line in cost_lines(event)}
    if cost_rev(lines.values()) != rev:
        raise Stale(_("Somebody else has written down costs meanwhile."))
    done = []
    for row in rows:
        line = lines.get(row.line_id or 0) or BudgetLine(
            event=event, position=1000, cost_class=row.cost_class, name=row.name.strip(), unit_fen=0
        )
        if line.pk and (line.spent_fen, line.voucher) == (row.spent_fen, row.voucher.strip()):
            continue
        line.spent_fen, line.voucher, line.spent_at, line.spent_by = row.spent_fen, row.voucher.strip(), at, actor
        line.save()
        done.append(line)
    if done:
        changes = {str(line.pk): [line.spent_fen, line.voucher] for line in done}
        record(site=event.site, at=at, actor=actor, action="write_spending", subject=(EVENT, event.pk), changes=changes)
        changed(EVENT, [event.pk], site=event.site, at=at)
    return done


def _check(event: Event, rows: Sequence[Spent], at: datetime) -> None:
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("", controlled_words())
    if event.stage not in COSTS_FROM:
        raise Refused("", _("Costs are written down from the approval until the event is archived."))
    refuse_marked({"name": [row.name for row in rows], "voucher": [row.voucher for row in rows]}, site=event.site)
    for row in rows:
        if row.spent_fen is not None and not row.voucher.strip():
            raise Refused("voucher", _("Write down the number of the bill."))
        if row.line_id is None and not row.name.strip():
            raise Refused("name", _("Write down what was paid for."))
    names = [row.name for row in rows if row.line_id is None]
    refuse_forbidden(site=event.site, regime=Regime(event.regime), services=(), lines=names, at=at, field="name")
