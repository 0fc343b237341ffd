"""What the standards of scheduling speak about: a period with proposals that wait."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import to_utc
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.scheduling.actions.periods import PERIOD
from guanjia.scheduling.models import Period
from guanjia.scheduling.rules.states import PeriodState

MOMENTS = ("begins_at", "proposed_at")
FACTS = ("open", "state")


def period_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Periods as the planner sees them, in two queries."""
    rows = list(Period.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(PERIOD, [row.pk for row in rows])
    return [
        Snapshot(
            kind=PERIOD,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.name,
            url=reverse("scheduling:period", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"open": row.stage is PeriodState.OPEN, "state": row.state},
            moments={
                "begins_at": to_utc(row.site, datetime.combine(row.first_day, row.opens)),
                "proposed_at": row.proposed_at,
            },
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(PERIOD, N_("Period to place"), MOMENTS, FACTS, period_snapshots),)
