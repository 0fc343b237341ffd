"""The subjects of the epidemic desk: screenings, areas, stocks, contactless deliveries. No label says who is ill."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.visitors.models import Area, Delivery, Isolation, Screening, Supply
from guanjia.frontdesk.visitors.rules.epidemic import ScreeningState
from guanjia.frontdesk.visitors.rules.isolating import IsolationState
from guanjia.kernel.words import gettext_noop as N_

SCREENING = "visitors.screening"
AREA = "visitors.area"
SUPPLY = "visitors.supply"
DELIVERY = "visitors.delivery"
ISOLATION = "visitors.isolation"


def _snapshot(
    kind: str, row: Any, label: str, state: str, facts: Mapping[str, Any], moves: Any, **moments: Any
) -> Snapshot:
    return Snapshot(
        kind=kind,
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev,
        label=label,
        url=reverse("visitors:epidemic", args=[row.site.code]),
        state=state,
        facts={"state": state, **facts},
        moments=moments,
        moves=moves.get(row.pk, ()),
    )


def screening_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Temperatures that started the plan; two queries."""
    rows = list(Screening.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(SCREENING, [row.pk for row in rows])
    quiet = {ScreeningState.NORMAL, ScreeningState.CLOSED, ScreeningState.DECLINED}
    return [
        _snapshot(
            SCREENING,
            row,
            f"#{row.pk}",
            row.state,
            {"alive": row.stage not in quiet},
            moves,
            measured_at=row.measured_at,
        )
        for row in rows
    ]


def area_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Places to disinfect; two queries."""
    rows = list(Area.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(AREA, [row.pk for row in rows])
    return [
        _snapshot(
            AREA, row, row.name, "open", {"alive": row.ended_at is None, "key": row.key, "often": row.often}, moves
        )
        for row in rows
    ]


def supply_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Stocks; two queries."""
    rows = list(Supply.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(SUPPLY, [row.pk for row in rows])
    return [_snapshot(SUPPLY, row, row.name, row.state, {"klass": row.klass}, moves) for row in rows]


def delivery_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Contactless deliveries; two queries."""
    rows = list(Delivery.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(DELIVERY, [row.pk for row in rows])
    return [_snapshot(DELIVERY, row, row.what, row.state, {}, moves, asked_at=row.asked_at) for row in rows]


def isolation_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Isolated homes by their door, nobody's name; two queries."""
    rows = list(Isolation.objects.filter(pk__in=ids).select_related("site", "unit"))
    moves = moves_of(ISOLATION, [row.pk for row in rows])
    return [
        _snapshot(
            ISOLATION,
            row,
            row.unit.code,
            row.state,
            {"alive": row.stage is IsolationState.RUNNING},
            moves,
            since=row.since,
            ends_at=row.ends_at,
        )
        for row in rows
    ]


HEALTH_KINDS = (
    SubjectKind(SCREENING, N_("Temperature at the door"), ("measured_at",), ("alive", "state"), screening_snapshots),
    SubjectKind(AREA, N_("Area to disinfect"), (), ("alive", "key", "often", "state"), area_snapshots),
    SubjectKind(SUPPLY, N_("Stock of the epidemic desk"), (), ("klass", "state"), supply_snapshots),
    SubjectKind(DELIVERY, N_("Contactless delivery"), ("asked_at",), ("state",), delivery_snapshots),
    SubjectKind(ISOLATION, N_("Isolated home"), ("since", "ends_at"), ("alive", "state"), isolation_snapshots),
)
