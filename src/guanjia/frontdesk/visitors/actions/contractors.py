"""A renovation worker's numbered pass opens the gates, day after day, until the renovation ends (FIELD 23)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import write_to
from guanjia.foundation.sites.public import to_utc
from guanjia.frontdesk.homes.public import Worker
from guanjia.frontdesk.visitors.actions.booking import MOST_DAYS, Coming, book_known
from guanjia.frontdesk.visitors.actions.moving import change_visit
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.queries.contractors import WORKER, visits_of_workers
from guanjia.frontdesk.visitors.rules.kinds import VisitKind
from guanjia.frontdesk.visitors.rules.states import OVER, PaperKind, VisitState

TEMPLATE = "visitors.worker_pass"


@transaction.atomic
def let_worker_come(*, worker: Worker, actor: Any, at: datetime) -> Visit | None:
    """Make the visit behind a worker's pass: confirmed by the renovation, its paper looked at already, many days long.

    The worker is sent the pass. None when the day is over; a second call finds the first visit.
    """
    found = visits_of_workers([worker.pk])
    if found:
        return found[0]
    site = worker.renovation.site
    until = to_utc(site, datetime.combine(worker.valid_until + timedelta(days=1), time()))
    if until <= at:
        return None
    coming = Coming(
        name=worker.person.name,
        kind=VisitKind.WORKER,
        purpose=_("Renovation %(number)s") % {"number": worker.renovation.number},
        unit_id=worker.renovation.unit_id,
        host_id=worker.renovation.person_id,
        until=min(until, at + timedelta(days=MOST_DAYS)),
        source=(WORKER, worker.pk),
    )
    visit = book_known(site=site, person=worker.person, coming=coming, how="renovation", actor=actor, at=at)
    seen = {"paper": _paper(worker.paper_kind), "paper_last4": worker.paper_tail, "identity_seen_at": at}
    change_visit(visit, "look_at_paper", actor, at, **seen)
    link = reverse("visitor_pass", args=[visit.token])
    context = {"number": worker.pass_number, "until": visit.pass_until}
    write_to(site=site, person=worker.person, template=TEMPLATE, context=context, link=link, at=at)
    return visit


@transaction.atomic
def end_worker_visits(*, worker_ids: Iterable[int], actor: Any, at: datetime) -> int:
    """The passes of these workers end now; whoever is inside is to leave at once. How many ended; a second call ends none."""
    ended = 0
    for visit in visits_of_workers(worker_ids):
        if visit.pass_until <= at or visit.stage in OVER - {VisitState.DEPARTED}:
            continue
        fields: dict[str, Any] = {"pass_until": at, "serial": visit.serial + 1}
        if visit.is_inside:
            fields["leave_by"] = at
        change_visit(visit, "renovation_over", actor, at, **fields)
        ended += 1
    return ended


def _paper(words: str) -> PaperKind:
    """The kind of paper that homes noted in words."""
    known = {"护照": PaperKind.PASSPORT, "驾驶证": PaperKind.LICENCE, "工作证": PaperKind.WORK_CARD}
    return known.get(words.strip(), PaperKind.ID_CARD)
