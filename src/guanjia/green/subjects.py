"""What the standards of green speak about: green sheets, meals, notes to the kitchen."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext

from guanjia.conference.public import NOT_HELD
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.green.actions.meals import MEAL
from guanjia.green.actions.needs import NOTE
from guanjia.green.actions.sheets import SHEET
from guanjia.green.models import GreenSheet, KitchenNote, Meal
from guanjia.green.rules.states import MealState
from guanjia.kernel.words import gettext_noop as N_

SUMMER, WINTER = frozenset({5, 6, 7, 8, 9}), frozenset({11, 12, 1, 2, 3})


def season_of(sheet: GreenSheet) -> str:
    """summer: rooms are cooled, winter: they are heated, mild: neither."""
    start = sheet.event.starts_at
    month = local(sheet.site, start).month if start else 4
    return "summer" if month in SUMMER else "winter" if month in WINTER else "mild"


def sheet_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Green sheets in two queries."""
    rows = list(GreenSheet.objects.filter(pk__in=ids).select_related("site", "event"))
    moves = moves_of(SHEET, [row.pk for row in rows])
    return [
        Snapshot(
            kind=SHEET,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev + row.event.rev,
            label=f"{row.event.ref} {row.event.title}",
            url=reverse("green:sheet", args=[row.site.code, row.event.ref]),
            state=row.state,
            facts={
                "access": row.has_access,
                "alive": row.event.stage not in NOT_HELD,
                "diets": row.has_diets,
                "history": row.event.track == "import",
                "prayer": row.has_prayer,
                "season": season_of(row),
                "state": row.state,
            },
            moments={name: getattr(row.event, name) for name in ("starts_at", "ends_at", "ended_at")},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def meal_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Meals in two queries."""
    rows = list(Meal.objects.filter(pk__in=ids).select_related("site", "event"))
    moves = moves_of(MEAL, [row.pk for row in rows])
    return [
        Snapshot(
            kind=MEAL,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.ref} {gettext(row.what.label)}",
            url=reverse("green:sheet", args=[row.site.code, row.event.ref]),
            state=row.state,
            facts={
                "alive": row.stage is not MealState.DROPPED and row.event.stage not in NOT_HELD,
                "kind": row.kind,
                "ordered": row.ordered_at is not None,
                "state": row.state,
            },
            moments={name: getattr(row, name) for name in ("cut_off_at", "serve_at")},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def note_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Late changes in one query."""
    rows = KitchenNote.objects.filter(pk__in=ids).select_related("site", "event", "meal")
    return [
        Snapshot(
            kind=NOTE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.ref} {gettext(row.meal.what.label)}",
            url=reverse("green:needs", args=[row.site.code, row.event.ref]),
            state="read" if row.read_at else "open",
            facts={"alive": row.event.stage not in NOT_HELD, "state": "read" if row.read_at else "open"},
            moments={"noted_at": row.noted_at, "serve_at": row.meal.serve_at},
            moves=(("note.read", row.read_at),) if row.read_at else (),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(
        SHEET,
        N_("Green sheet"),
        ("ended_at", "ends_at", "starts_at"),
        ("access", "alive", "diets", "history", "prayer", "season", "state"),
        sheet_snapshots,
    ),
    SubjectKind(
        MEAL, N_("Meal served"), ("cut_off_at", "serve_at"), ("alive", "kind", "ordered", "state"), meal_snapshots
    ),
    SubjectKind(NOTE, N_("Late change for the kitchen"), ("noted_at", "serve_at"), ("alive", "state"), note_snapshots),
)
