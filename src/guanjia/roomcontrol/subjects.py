"""What the standards of roomcontrol speak about: a scene being set, a hold by hand, somebody who was too cold."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.roomcontrol.actions.climate import COMFORT
from guanjia.roomcontrol.actions.overrides import OVERRIDE
from guanjia.roomcontrol.actions.scenes import RUN
from guanjia.roomcontrol.models import Comfort, Override, SceneRun


def _page(row: SceneRun | Override | Comfort) -> str:
    return reverse("roomcontrol:room", args=[row.site.code, row.room_id])


def run_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Scenes as the planner sees them, in two queries."""
    rows = list(SceneRun.objects.filter(pk__in=ids).select_related("site", "room"))
    moves = moves_of(RUN, [row.pk for row in rows])
    return [
        Snapshot(
            RUN, row.pk, row.site_id, row.rev, f"{row.room.name} · {row.label}", _page(row),
            row.state, {"alive": row.state != "dropped", "state": row.state, "trigger": row.trigger}, {"at": row.at},
            moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def _held(row: Override) -> str:
    return "ended" if row.ended_at else "held"


def override_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Holds as the planner sees them, in two queries. One that ended is not alive."""
    rows = list(Override.objects.filter(pk__in=ids).select_related("site", "room"))
    moves = moves_of(OVERRIDE, [row.pk for row in rows])
    return [
        Snapshot(
            OVERRIDE, row.pk, row.site_id, row.rev, f"{row.room.name} · {row.kind}", _page(row),
            _held(row), {"alive": row.ended_at is None, "kind": row.kind, "state": _held(row)},
            {"until": row.until}, moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def comfort_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Complaints about the air as the planner sees them, in one query."""
    rows = Comfort.objects.filter(pk__in=ids).select_related("site", "room")
    return [
        Snapshot(
            COMFORT, row.pk, row.site_id, 1, row.room.name, _page(row), "heard",
            {"alive": True, "cold": row.cold, "state": "heard"}, {"at": row.at}, (),
        )
        for row in rows
    ]  # fmt: skip


KINDS = (
    SubjectKind(RUN, N_("Scene in a room"), ("at",), ("alive", "state", "trigger"), run_snapshots),
    SubjectKind(OVERRIDE, N_("Held by hand"), ("until",), ("alive", "kind", "state"), override_snapshots),
    SubjectKind(COMFORT, N_("Too cold or too warm"), ("at",), ("alive", "cold", "state"), comfort_snapshots),
)
