"""Which passes have been used, and which no longer open."""

from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.models import GateScan, Visit
from guanjia.frontdesk.visitors.queries.contractors import barred_visits
from guanjia.frontdesk.visitors.rules.passes import Use
from guanjia.frontdesk.visitors.rules.states import INSIDE, VisitState


def use_of(visit: Visit) -> Use:
    """When and where the pass first opened, and whether somebody is inside on it."""
    scan = (
        GateScan.objects.filter(visit=visit, direction="in", outcome="admitted")
        .select_related("gate")
        .order_by("at")
        .first()
    )
    if scan is not None:
        return Use(scan.at, scan.gate.name, visit.stage in INSIDE)
    return Use(visit.admitted_at, "", visit.stage in INSIDE)


def used_passes(site: Site, at: datetime) -> list[Visit]:
    """Visits whose pass runs and was used already: what a gate must know before the network goes."""
    rows = Visit.objects.filter(site=site, pass_until__gte=at, admitted_at__isnull=False)
    return list(rows.only("pk", "admitted_at", "state", "kind").order_by("pk"))


def revoked_passes(site: Site, at: datetime) -> list[tuple[int, int]]:
    """(visit, serial) that are out, not yet over, and do not open: refused ones whole, renewed ones by serial, and those of
    workers whose renovation stands still."""
    barred = barred_visits(site, at)
    rows = Visit.objects.filter(site=site, pass_until__gte=at).values_list("pk", "serial", "state")
    found = []
    for pk, serial, state in rows:
        last = serial + 1 if state == VisitState.REFUSED or pk in barred else serial
        found += [(pk, number) for number in range(1, last)]
    return found
