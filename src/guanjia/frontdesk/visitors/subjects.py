"""The kinds of subjects that visitor standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.frontdesk.visitors.actions.moving import VISIT
from guanjia.frontdesk.visitors.actions.site import SITE
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.queries.health_subjects import HEALTH_KINDS
from guanjia.frontdesk.visitors.rules.states import OVER
from guanjia.kernel.words import gettext_noop as N_

MOMENTS = ("expected_at", "pass_until", "leave_by")
FACTS = ("alive", "asks_host", "kind", "state", "way")


def visit_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Visits, in two queries: the rows and their journal. Moves stand by their time: a gate may upload late."""
    rows = list(Visit.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(VISIT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=VISIT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.number,
            url=reverse("visitors:visit", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.stage not in OVER,
                "asks_host": row.confirmed_at is None,
                "kind": row.kind,
                "state": row.state,
                "way": row.way,
            },
            moments={name: getattr(row, name) for name in MOMENTS},
            moves=tuple(sorted(moves.get(row.pk, ()), key=lambda one: one[1])),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(VISIT, N_("Visit"), MOMENTS, FACTS, visit_snapshots),
    site_kind(SITE, N_("Visitors of the site"), "visitors:inside"),
    *HEALTH_KINDS,
)
