"""The kinds of subjects that standards about the counter speak about, beside things in custody."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.parcels.models import GatePass
from guanjia.frontdesk.parcels.rules.passes import PassState
from guanjia.kernel.words import gettext_noop as N_

PASS = "parcels.pass"
COUNTER = "parcels.counter"
WAITS = {PassState.REQUESTED, PassState.APPROVED}


def pass_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Gate passes as the planner sees them; one query."""
    return [
        Snapshot(
            kind=PASS,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("parcels:pass", args=[row.site.code, row.number]),
            state=row.state,
            facts={"alive": row.stage in WAITS, "state": row.state},
            moments={"valid_until": row.valid_until},
            moves=(),
        )
        for row in GatePass.objects.filter(pk__in=ids).select_related("site")
    ]


def counter_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """The counter of a site as the bearer of what is owed for all its registers; one query."""
    return [
        Snapshot(
            kind=COUNTER,
            id=site.pk,
            site_id=site.pk,
            rev=1,
            label=site.name,
            url=reverse("parcels:parcels", args=[site.code]),
            state="open",
            facts={"code": site.code},
            moments={},
            moves=(),
        )
        for site in Site.objects.filter(pk__in=ids)
    ]


KINDS = (
    SubjectKind(PASS, N_("Gate pass"), ("valid_until",), ("alive", "state"), pass_snapshots),
    SubjectKind(COUNTER, N_("Parcel counter"), (), ("code",), counter_snapshots),
)
