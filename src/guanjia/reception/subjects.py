"""What the standards of reception speak about."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from guanjia.conference.public import OPEN_EVENT
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import DepositCounter, SecurityPlan
from guanjia.reception.queries.group_subjects import GROUP_KINDS
from guanjia.reception.queries.reception_subjects import RECEPTION_KINDS
from guanjia.reception.queries.site_settings import LANE
from guanjia.reception.rules.kinds import COUNTER, SECURITY
from guanjia.reception.rules.security import PlanState, lanes

COUNTER_MOMENTS = ("ended_at", "ends_at", "opened_at", "cleared_at")
SECURITY_MOMENTS = ("starts_at", "ends_at", "ended_at", "set_at", "screening_at", "down_at")


def counter_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Deposit counters, in two queries."""
    rows = list(DepositCounter.objects.filter(pk__in=ids).select_related("event", "site"))
    moves = moves_of(COUNTER, [row.pk for row in rows])
    return [
        Snapshot(
            kind=COUNTER, id=row.pk, site_id=row.site_id, rev=row.rev, label=f"{row.event.title}",
            url=reverse("reception:deposits", args=[row.site.code, row.event.ref]),
            state="cleared" if row.cleared_at else "open", facts={"alive": row.event.stage in OPEN_EVENT},
            moments={"ended_at": row.event.ended_at, "ends_at": row.event.ends_at, "opened_at": row.opened_at,
                     "cleared_at": row.cleared_at},
            moves=moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


def security_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Security plans, in two queries. One of an event that is over is not alive."""
    rows = list(SecurityPlan.objects.filter(pk__in=ids).select_related("event", "site"))
    moves = moves_of(SECURITY, [row.pk for row in rows])
    return [_security(row, moves[row.pk]) for row in rows]


def _security(row: SecurityPlan, moves: Any) -> Snapshot:
    event = row.event
    return Snapshot(
        kind=SECURITY,
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev,
        label=f"{event.title}",
        url=reverse("reception:security", args=[row.site.code, event.ref]),
        state=row.state,
        facts={
            "alive": event.stage in OPEN_EVENT and row.stage is not PlanState.DOWN,
            "heads": row.heads,
            "lanes": lanes(row.heads, setting(row.site, LANE)),
            "risk": row.risk,
            "state": row.state,
        },
        moments={name: getattr(event, name) for name in SECURITY_MOMENTS[:3]}
        | {name: getattr(row, name) for name in SECURITY_MOMENTS[3:]},
        moves=moves,
    )


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(COUNTER, N_("Deposit counter"), COUNTER_MOMENTS, ("alive",), counter_snapshots),
    SubjectKind(
        SECURITY, N_("Security of a hall"), SECURITY_MOMENTS, ("alive", "heads", "lanes", "risk", "state"), security_snapshots
    ),
    *RECEPTION_KINDS,
    *GROUP_KINDS,
)  # fmt: skip
