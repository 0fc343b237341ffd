"""What is arranged for guests, line by line; a change is told to those concerned (FIELD 20)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.kernel.states import MoveRefused
from guanjia.reception.actions.receiving import journal_refusal, note
from guanjia.reception.models import LogisticsLine, PartyGuest, Reception
from guanjia.reception.queries.law import refusal_of
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import GIFTS, OVER, Excess, Kind
from guanjia.reception.rules.refusals import ReceptionRefused
from guanjia.standards.public import law_at


def arrange(
    *, reception: Reception, kind: Logistics, what: str, when: datetime, guest: PartyGuest | None = None, by: Any = None,
    actor: Any, at: datetime,
) -> LogisticsLine:  # fmt: skip
    """Arrange something for a guest, or for all. Whoever sees to it is told. Raises ReceptionRefused with the field; a gift at
    an official reception is refused with the article, and the refusal journalled (VIPP-006, GOVT-005)."""
    if reception.stage in OVER:
        raise ReceptionRefused("", _("This reception is over."))
    if not what.strip():
        raise ReceptionRefused("what", _("Say what is arranged."))
    if guest is not None and guest.reception_id != reception.pk:
        raise ReceptionRefused("guest", _("This guest belongs to another party."))
    if kind is Logistics.GIFT:
        _no_gift(reception, actor, at)
    refuse_marked({"what": what}, site=reception.site)
    with transaction.atomic():
        made = LogisticsLine.objects.create(
            reception=reception, guest=guest, kind=kind, what=what.strip()[:160], at=when, by=by
        )
        note(reception, "logistics.add", actor, at, {"line": made.pk, "kind": kind.value})
        _tell(made, "reception.arranged", actor, at)
    return made


def _no_gift(reception: Reception, actor: Any, at: datetime) -> None:
    law = law_at(reception.site, GIFTS, at)
    if reception.sort is Kind.OFFICIAL and law is not None:
        found = [Excess("gifts", GIFTS, 0)]
        journal_refusal(reception.site, (RECEPTION, reception.pk), found, actor, at)
        raise refusal_of(found[0], reception, at)


@transaction.atomic
def rearrange(
    *, line: LogisticsLine, what: str, when: datetime, by: Any, rev: int, actor: Any, at: datetime
) -> LogisticsLine:
    """Change a line: who saw to it, who does now and the host are told. Raises MoveRefused when it changed meanwhile."""
    if not what.strip():
        raise ReceptionRefused("what", _("Say what is arranged."))
    refuse_marked({"what": what}, site=line.reception.site)
    before = line.by
    rows = LogisticsLine.objects.filter(pk=line.pk, rev=rev, dropped_at=None)
    if not rows.update(what=what.strip()[:160], at=when, by=by, rev=rev + 1):
        raise MoveRefused(line.reception.stage, line.reception.stage)
    line.refresh_from_db()
    note(line.reception, "logistics.change", actor, at, {"line": line.pk, "kind": line.kind})
    _tell(line, "reception.rearranged", actor, at, before)
    return line


@transaction.atomic
def drop_line(*, line: LogisticsLine, actor: Any, at: datetime) -> None:
    """It is not needed any more; whoever saw to it is told. A second call does nothing."""
    if LogisticsLine.objects.filter(pk=line.pk, dropped_at=None).update(dropped_at=at):
        note(line.reception, "logistics.drop", actor, at, {"line": line.pk, "kind": line.kind})
        _tell(line, "reception.dropped", actor, at)


def _tell(line: LogisticsLine, template: str, actor: Any, at: datetime, before: Any = None) -> None:
    reception = line.reception
    users = {user for user in (line.by, before, reception.host) if user is not None and user != actor}
    context = {
        "number": reception.number, "kind": line.sort.label, "at": f"{local(reception.site, line.at):%m-%d %H:%M}",
    }  # fmt: skip
    link = f"/s/{reception.site.code}/reception/r/{reception.number}/"
    notify(site=reception.site, users=users, template=template, context=context, link=link, urgent=True, at=at)
