"""Who is inside."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from guanjia.foundation.sites.public import Site
from guanjia.people.models import Presence


def inside(site: Site, *, space_id: int | None = None, kind: str | None = None) -> QuerySet[Presence]:
    """Open stays in a space, or (None) those on the site as such; of one kind or of all."""
    stays = Presence.objects.filter(site=site, space_id=space_id, out_at=None)
    return stays if kind is None else stays.filter(kind=kind)


def inside_count(site: Site, *, space_id: int | None = None, kind: str | None = None) -> int:
    """How many are inside."""
    return inside(site, space_id=space_id, kind=kind).count()


def inside_counts(site: Site, space_ids: Iterable[int], *, kind: str | None = None) -> Counter[int]:
    """How many are in each of many spaces; one query."""
    stays = Presence.objects.filter(site=site, space_id__in=list(space_ids), out_at=None)
    if kind is not None:
        stays = stays.filter(kind=kind)
    return Counter(dict(stays.values_list("space_id").annotate(many=Count("pk")).order_by()))
