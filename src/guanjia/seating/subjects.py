"""What the standards of seating speak about: a plan."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.conference.public import OPEN_EVENT
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.actions.planning import PLAN
from guanjia.seating.models import SeatPlan
from guanjia.seating.rules.states import PlanState, Scene

MOMENTS = ("ended_at", "reseated_at", "starts_at")
FACTS = ("alive", "car", "people", "scene", "state")


def plan_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Plans as the planner sees them, in two queries. A dropped plan, or one of an event that is over, is not alive."""
    rows = list(SeatPlan.objects.filter(pk__in=ids).select_related("site", "event", "block"))
    moves = moves_of(PLAN, [row.pk for row in rows])
    return [
        Snapshot(
            kind=PLAN,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.title} · {row.title}",
            url=_page(row),
            state=row.state,
            facts={
                "alive": row.stage is not PlanState.DROPPED and row.event.stage in OPEN_EVENT,
                "car": row.scene == "car",
                "people": bool(row.event.starts_at),
                "scene": row.scene,
                "state": row.state,
            },
            moments={
                "ended_at": row.event.ended_at,
                "reseated_at": row.reseated_at,
                "starts_at": row.block.starts_at if row.block else row.event.starts_at,
            },
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def _page(plan: SeatPlan) -> str:
    """Where whoever has the duty reads what to do: for cars the list of the gate, which guards may open."""
    if plan.kind is Scene.CAR:
        return reverse("seating:cars", args=[plan.site.code, plan.event.ref])
    return reverse("seating:plan", args=[plan.site.code, plan.pk])


KINDS = (SubjectKind(PLAN, N_("Seating plan"), MOMENTS, FACTS, plan_snapshots),)
