"""What standards speak about at receptions: a visiting party, a language of an event, a meeting with venues elsewhere."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from guanjia.conference.public import OPEN_EVENT, BlockState
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import LanguageNeed, LogisticsLine, Reception, VideoMeeting
from guanjia.reception.rules.kinds import NEED, RECEPTION, VIDEO
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import FROM_DEPARTURE, OVER, Step

STEP_MOMENTS = tuple(f"{step.value}_at" for step in Step)
LINE_MOMENTS = tuple(f"line_{kind}_at" for kind in ("gate", "lift", "car", "medical", "gift"))
RECEPTION_MOMENTS = ("arrives_at", "leaves_at", "arrived_at", "seated_at", "left_at", *STEP_MOMENTS, *LINE_MOMENTS)
RECEPTION_FACTS = ("alive", "kind", "level", "lounge", "official", "state")


def reception_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Receptions as the planner sees them, in four queries. The label is number only: who comes is nobody else's business."""
    rows = list(Reception.objects.filter(pk__in=ids).select_related("site").prefetch_related("steps"))
    moves = moves_of(RECEPTION, [row.pk for row in rows])
    lines = LogisticsLine.objects.filter(reception__in=[row.pk for row in rows], dropped_at=None)
    first: dict[tuple[int, str], datetime] = {}
    for reception_id, kind, when in lines.order_by("-at").values_list("reception_id", "kind", "at"):
        first[reception_id, kind] = when
    return [
        Snapshot(
            kind=RECEPTION, id=row.pk, site_id=row.site_id, rev=row.rev, label=f"{gettext('Reception')} {row.number}",
            url=reverse("reception:reception", args=[row.site.code, row.number]), state=row.state,
            facts={
                "alive": row.stage not in OVER, "kind": row.kind, "level": row.level, "lounge": row.lounge_id is not None,
                "official": row.kind == "official", "state": row.state,
            },
            moments={name: getattr(row, name) for name in RECEPTION_MOMENTS[:5]} | _steps(row) | _lines(row, first),
            moves=moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


def _steps(row: Reception) -> dict[str, datetime | None]:
    found: dict[str, datetime | None] = dict.fromkeys(STEP_MOMENTS)
    for each in row.steps.all():
        base = row.leaves_at if each.what in FROM_DEPARTURE else row.arrives_at
        found[f"{each.step}_at"] = base + timedelta(minutes=each.minutes)
    return found


def _lines(row: Reception, first: dict[tuple[int, str], datetime]) -> dict[str, datetime | None]:
    kinds = (Logistics.GATE, Logistics.LIFT, Logistics.CAR, Logistics.MEDICAL, Logistics.GIFT)
    return {f"line_{kind.value}_at": first.get((row.pk, kind.value)) for kind in kinds}


def need_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Languages of events, in three queries."""
    rows = list(LanguageNeed.objects.filter(pk__in=ids).select_related("site", "event").prefetch_related("engagements"))
    moves = moves_of(NEED, [row.pk for row in rows])
    return [
        Snapshot(
            kind=NEED, id=row.pk, site_id=row.site_id, rev=row.rev, label=f"{row.event.ref} {gettext(row.tongue.label)}",
            url=reverse("reception:languages", args=[row.site.code, row.event.ref]),
            state="dropped" if row.dropped_at else "open",
            facts={
                "alive": row.dropped_at is None and row.event.stage in OPEN_EVENT, "language": row.language,
                "mode": row.mode, "assigned": sum(e.released_at is None for e in row.engagements.all()),
                "receivers": row.listeners > 0,
            },
            moments={"starts_at": row.starts_at, "ends_at": row.ends_at}, moves=moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


def video_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Meetings with venues elsewhere, in two queries."""
    rows = list(VideoMeeting.objects.filter(pk__in=ids).select_related("site", "block__event", "block__room"))
    moves = moves_of(VIDEO, [row.pk for row in rows])
    return [
        Snapshot(
            kind=VIDEO, id=row.pk, site_id=row.site_id, rev=row.rev,
            label=f"{row.block.room.name} {row.block.event.ref}",
            url=reverse("reception:video", args=[row.site.code, row.block_id]), state=row.block.state,
            facts={"alive": row.block.stage is not BlockState.CANCELLED and row.block.event.stage in OPEN_EVENT},
            moments={name: getattr(row.block, name) for name in ("starts_at", "ends_at", "started_at", "ended_at")},
            moves=moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


RECEPTION_KINDS = (
    SubjectKind(RECEPTION, N_("Reception"), RECEPTION_MOMENTS, RECEPTION_FACTS, reception_snapshots),
    SubjectKind(
        NEED, N_("Interpreting of an event"), ("starts_at", "ends_at"),
        ("alive", "assigned", "language", "mode", "receivers"), need_snapshots,
    ),
    SubjectKind(
        VIDEO, N_("Meeting with venues elsewhere"), ("starts_at", "ends_at", "started_at", "ended_at"), ("alive",),
        video_snapshots,
    ),
)  # fmt: skip
