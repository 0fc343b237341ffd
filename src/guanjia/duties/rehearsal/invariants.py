"""What duties promise at the end of every rehearsal."""

from guanjia.duties.models import Duty
from guanjia.duties.queries.invariants import doubled_occurrences, not_ended_once, overlooked, wrong_next_at
from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.subjects.public import PlanCursor


def _named(ids: list[int]) -> list[str]:
    rows = Duty.objects.filter(pk__in=ids[:20]).order_by("pk")
    return [f"duty {row.pk} ({row})" for row in rows]


def wrong_clock(site: Site) -> list[str]:
    """Duties whose `next_at` is not what their row says."""
    return _named(list(wrong_next_at(site)))


def ended_otherwise(site: Site) -> list[str]:
    """Finished duties without exactly one journal row of their end."""
    return _named(not_ended_once(site))


def doubled(site: Site) -> list[str]:
    """Occurrences that exist twice."""
    return [" ".join(map(str, row)) for row in doubled_occurrences(site)]


def slept_through(site: Site) -> list[str]:
    """Open duties whose alarm the clock has passed by."""
    return _named(overlooked(site, site_now(site)))


def unplanned(site: Site) -> list[str]:
    """Subjects that changed and were not planned."""
    rows = PlanCursor.objects.filter(site=site, dirty=True)
    return [f"{cursor.kind} {cursor.subject_id}" for cursor in rows[:20]]


INVARIANTS = (
    Invariant("next_at is what the duty's row says", wrong_clock),
    Invariant("every duty ended by exactly one journal row", ended_otherwise),
    Invariant("no occurrence is doubled", doubled),
    Invariant("the clock slept through nothing", slept_through),
    Invariant("every change was planned", unplanned),
)
