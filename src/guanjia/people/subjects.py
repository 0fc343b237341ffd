"""The kinds of subject that standards about homes speak about: a dated relation (a lease's end) and the unit itself."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from guanjia.foundation.sites.public import Site, site_now
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.actions.occupancy import OCCUPANCY, UNIT
from guanjia.people.models import Occupancy
from guanjia.people.queries.occupancy import households, local_day
from guanjia.places.public import Unit


def occupancy_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Relations as the planner sees them; one query."""
    rows = Occupancy.objects.filter(pk__in=ids).select_related("site", "unit", "person")
    return [
        Snapshot(
            kind=OCCUPANCY,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.unit.code} {row.person.name}",
            url=reverse("homes:unit", args=[row.site.code, row.unit_id]),
            state=row.relation,
            facts={"relation": row.relation, "lives_here": row.lives_here},
            moments={"since": row.since, "until": row.until},
        )
        for row in rows
    ]


def unit_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Units with whether somebody lives there today; two queries a site.

    `empty`: delivered or not, nobody lives there who could. A household that begins or ends ahead changes it when the
    planner next looks.
    """
    rows = list(Unit.objects.filter(pk__in=ids).select_related("site", "building"))
    today: dict[int, date] = {}
    sites: dict[int, Site] = {row.site_id: row.site for row in rows}
    empty: dict[int, bool] = {}
    for site_id, site in sites.items():
        today[site_id] = local_day(site, site_now(site))
        here = [row.pk for row in rows if row.site_id == site_id]
        empty |= {pk: home.is_empty for pk, home in households(here, today[site_id]).items()}
    return [
        Snapshot(
            kind=UNIT,
            id=row.pk,
            site_id=row.site_id,
            rev=1,
            label=row.code,
            url=reverse("homes:unit", args=[row.site.code, row.pk]),
            state="empty" if empty[row.pk] else "lived_in",
            facts={
                "kind": row.kind,
                "building": row.building.code,
                "empty": empty[row.pk],
                "delivered": row.delivered_on is not None and row.delivered_on <= today[row.site_id],
            },
            moments={"delivered_on": row.delivered_on},
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(OCCUPANCY, N_("Occupancy"), ("since", "until"), ("relation", "lives_here"), occupancy_snapshots),
    SubjectKind(UNIT, N_("Unit"), ("delivered_on",), ("kind", "building", "empty", "delivered"), unit_snapshots),
)
