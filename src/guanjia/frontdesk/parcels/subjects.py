"""The kinds of subjects that standards about the counter speak about, beside things in custody."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
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


KINDS = (
    SubjectKind(PASS, N_("Gate pass"), ("valid_until",), ("alive", "state"), pass_snapshots),
    site_kind(COUNTER, N_("Parcel counter"), "parcels:parcels"),
)
