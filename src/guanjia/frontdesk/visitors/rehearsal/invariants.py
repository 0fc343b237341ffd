"""What must hold of the door at the end of every rehearsal; read from the tables."""

from datetime import timedelta

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site, setting, site_now
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.sweeping import KEEP_DAYS
from guanjia.frontdesk.visitors.models import GateScan, Visit
from guanjia.frontdesk.visitors.rehearsal.access import ACCESS_INVARIANTS
from guanjia.frontdesk.visitors.rules.kinds import POLICY
from guanjia.frontdesk.visitors.rules.states import INSIDE, VisitState
from guanjia.people.public import Presence


def present_without_account(site: Site) -> list[str]:
    """Whoever stands in the list of the present and is not inside by the book, or the other way round."""
    present = set(Presence.objects.filter(site=site, ref_kind=VISIT, out_at=None).values_list("ref_id", flat=True))
    inside = set(Visit.objects.filter(site=site, state__in=INSIDE).values_list("pk", flat=True))
    return [f"visit {pk}" for pk in sorted(present ^ inside)]


def late_and_not_chased(site: Site) -> list[str]:
    """Whoever is inside past the pass and is not marked: nobody would look for them at night."""
    rows = Visit.objects.filter(
        site=site, state=VisitState.ADMITTED, leave_by__lt=site_now(site) - timedelta(minutes=5)
    )
    return [f"{visit.number} until {visit.leave_by}" for visit in rows]


def used_twice(site: Site) -> list[str]:
    """Visits whose single pass opened an outer gate twice with network."""
    single = [kind for kind, policy in POLICY.items() if not policy.many]
    rows = GateScan.objects.filter(site=site, direction="in", outcome="admitted", offline=False, visit__kind__in=single)
    seen: dict[int, int] = {}
    for pk in rows.values_list("visit_id", flat=True):
        seen[pk] = seen.get(pk, 0) + 1
    return [f"visit {pk} {many} times" for pk, many in seen.items() if many > 1]


def unconfirmed_inside(site: Site) -> list[str]:
    """Whoever was let in without the word of a host although the kind asks for it."""
    asks = [kind for kind, policy in POLICY.items() if policy.host]
    rows = Visit.objects.filter(site=site, kind__in=asks, admitted_at__isnull=False, confirmed_at=None)
    return [visit.number for visit in rows]


def kept_too_long(site: Site) -> list[str]:
    """Visits that were over longer ago than the rule keeps them, not erased and not held."""
    limit = site_now(site) - timedelta(days=setting(site, KEEP_DAYS) + 1)
    rows = Visit.objects.filter(site=site, erased_at=None, departed_at__lt=limit, pass_until__lt=limit)
    return [visit.number for visit in rows.exclude(person__holds__lifted_at=None, person__holds__isnull=False)]


INVARIANTS = (
    Invariant("every visitor present is inside by the book", present_without_account),
    Invariant("whoever stays past the pass is chased", late_and_not_chased),
    Invariant("no pass is used twice", used_twice),
    Invariant("nobody is let in without the host's word where it is asked", unconfirmed_inside),
    Invariant("no visitor data is older than its rule", kept_too_long),
    *ACCESS_INVARIANTS,
)
