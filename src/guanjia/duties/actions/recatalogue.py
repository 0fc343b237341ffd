"""Re-plans what a changed catalogue touches."""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from guanjia.duties.models import CatalogueMark, Duty
from guanjia.duties.queries.site_time import site_time
from guanjia.duties.rules.states import LIVE
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor, changed, kinds
from guanjia.standards.public import effective

RECENT = timedelta(days=60)


def mark_changed_catalogues(*, now: datetime) -> int:
    """Mark the subjects of every site whose standards or zone differ from those it was last planned by; the count marked.

    Only subjects that still owe something, that have a horizon, or that changed in the last 60 days: what is long over stays.
    A second call marks nothing.
    """
    return sum(mark_changed_catalogue(site, site_time(site, now)) for site in Site.objects.all())


def mark_changed_catalogue(site: Site, at: datetime) -> int:
    """The same for one site, at a moment of its own clock."""
    versions: dict[str, list[str]] = defaultdict(list)
    for code, (standard, version) in sorted(effective(site).items()):
        versions[standard.subject_kind].append(f"{code} {version}")
    known = dict(CatalogueMark.objects.filter(site=site).values_list("subject_kind", "digest"))
    declared = {kind.code for kind in kinds()}
    count = 0
    for kind in declared & (versions.keys() | known.keys()):
        digest = hashlib.sha256("\n".join([site.zone, *versions.get(kind, [])]).encode()).hexdigest()
        if known.get(kind) != digest:
            count += _mark_kind(site, kind, digest, at)
    return count


def _mark_kind(site: Site, kind: str, digest: str, at: datetime) -> int:
    with transaction.atomic():
        owing = Duty.objects.filter(site=site, subject_kind=kind, state__in=LIVE).values_list("subject_id", flat=True)
        fresh = Q(next_horizon_at__isnull=False) | Q(changed_at__gte=at - RECENT)
        waiting = PlanCursor.objects.filter(fresh, site=site, kind=kind).values_list("subject_id", flat=True)
        ids = {*owing.distinct(), *waiting}
        changed(kind, ids, site=site, at=at)
        CatalogueMark.objects.update_or_create(site=site, subject_kind=kind, defaults={"digest": digest})
        return len(ids)
