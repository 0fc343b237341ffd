"""Which passes of renovation workers hold now, as the homes' renovations say."""

from collections.abc import Iterable
from datetime import datetime

from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.homes.public import allowed_at, workers_allowed
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.rules.contractors import SiteOfWork, barred
from guanjia.frontdesk.visitors.rules.kinds import VisitKind

WORKER = "homes.worker"


def why_barred(visit: Visit, at: datetime) -> str:
    """Why a renovation worker may not come in at the moment, "" for everybody else and for who may."""
    if visit.source_kind != WORKER:
        return ""
    holds = workers_allowed(visit.site, local(visit.site, at).date()).filter(pk=visit.source_id).exists()
    return barred(SiteOfWork(holds, allowed_at(visit.site, at).work))


def barred_visits(site: Site, at: datetime) -> set[int]:
    """Visits of workers whose own pass does not hold now: a gate without network must know. Two queries, none without any."""
    rows = Visit.objects.filter(site=site, kind=VisitKind.WORKER, source_kind=WORKER, pass_until__gte=at)
    ours = dict(rows.values_list("pk", "source_id"))
    if not ours:
        return set()
    allowed = workers_allowed(site, local(site, at).date()).filter(pk__in=ours.values())
    hold = set(allowed.values_list("pk", flat=True))
    return {pk for pk, worker in ours.items() if worker not in hold}


def visits_of_workers(worker_ids: Iterable[int]) -> list[Visit]:
    """The visits that stand behind workers' passes."""
    rows = Visit.objects.filter(source_kind=WORKER, source_id__in=list(worker_ids))
    return list(rows.select_related("site", "person", "unit"))
