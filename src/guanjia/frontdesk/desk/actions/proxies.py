"""What the counter does for residents who come without a phone (代办, FIELD 8)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.models import Machine, ProxyService

PROXY = "desk.proxy_service"


@transaction.atomic
def do_for(
    *,
    site: Site,
    person: Person | None,
    what: str,
    paper: str,
    paper_tail: str,
    actor: Any,
    at: datetime,
    our_number: str = "",
    unit_id: int | None = None,
    machine: Machine | None = None,
) -> ProxyService:
    """Note what was done for whom and which paper was looked at. Raises DeskRefused without person or look."""
    if person is None or not what.strip():
        raise DeskRefused(_("Find the person first, and say what is done for them."))
    if paper != ProxyService.Paper.KNOWN and len(paper_tail) != 4:
        raise DeskRefused(_("Note the last four signs of the paper."))
    refuse_marked({"what": what}, site=site)
    row = ProxyService.objects.create(
        site=site,
        number=next_number(site=site, prefix="DB", on=local(site, at).date()),
        person=person,
        unit_id=unit_id,
        what=what.strip()[:200],
        our_number=our_number.strip()[:40],
        paper=paper,
        paper_tail=paper_tail if paper != ProxyService.Paper.KNOWN else "",
        at=at,
        by=actor,
    )
    facts = {"paper": paper} | ({"machine": machine.pk} if machine else {})
    record(site=site, at=at, actor=actor, action="do_for", subject=(PROXY, row.pk), changes=facts)
    return row


def count_print(*, row: ProxyService, actor: Any, at: datetime) -> int:
    """Count a print of the receipt; the second and later ones say that they are reprints (补打)."""
    ProxyService.objects.filter(pk=row.pk).update(printed_count=F("printed_count") + 1)
    row.refresh_from_db()
    record(
        site=row.site, at=at, actor=actor, action="print", subject=(PROXY, row.pk), changes={"count": row.printed_count}
    )
    return row.printed_count
