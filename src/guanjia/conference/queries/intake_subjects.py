"""The kinds of subject between enquiry and preparation: scheme, sheet at a department, change, purchase, contact sheet."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from guanjia.conference.models import Event, Purchase, Scheme, SheetIssue, SheetVersion, SupportNeed
from guanjia.conference.rules.sheet import Department
from guanjia.conference.rules.states import NOT_HELD, EventState
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_


def scheme_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Schemes as the planner sees them, in one query; `held`: a room is held for it."""
    rows = Scheme.objects.filter(pk__in=ids).select_related("event__site", "room")
    return [
        Snapshot(
            kind="conference.scheme",
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.ref} {row.room.name}",
            url=_page("conference:scheme", row.event),
            state=row.state,
            facts={"alive": row.event.stage not in NOT_HELD, "held": row.held_until is not None, "state": row.state},
            moments={"held_until": row.held_until, "offered_at": row.offered_at, "starts_at": row.starts_at},
            moves=_moves(("answer", row.answered_at)),
        )
        for row in rows
    ]


def issue_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Sheets as issued to a department, in one query; superseded by a newer version, they are not alive."""
    rows = SheetIssue.objects.filter(pk__in=ids).select_related("version__sheet__event__site")
    return [_issue_snapshot(row) for row in rows]


def _issue_snapshot(row: Any) -> Snapshot:
    event = row.version.sheet.event
    return Snapshot(
        kind="conference.sheet",
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev + (row.superseded_at is not None),
        label=f"{row.version.sheet.number} v{row.version.number} {gettext(row.unit.label)}",
        url=_page("conference:sheet", event),
        state="acknowledged" if row.acknowledged_at else "issued",
        facts={
            "alive": row.superseded_at is None and event.stage not in NOT_HELD - {EventState.CANCELLED},
            "department": row.department,
            "short_notice": row.short_notice,
            "state": "acknowledged" if row.acknowledged_at else "issued",
        },
        moments={"issued_at": row.issued_at, "starts_at": event.starts_at},
        moves=_moves(("acknowledge", row.acknowledged_at)),
    )


def change_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Versions of function sheets, in one query: alive while the newest, a change, and a client's to agree to."""
    rows = SheetVersion.objects.filter(pk__in=ids).select_related("sheet__event__site")
    return [
        Snapshot(
            kind="conference.sheet_change",
            id=row.pk,
            site_id=row.sheet.site_id,
            rev=1 + (row.agreed is not None),
            label=f"{row.sheet.number} v{row.number}",
            url=_page("conference:sheet", row.sheet.event),
            state="open" if row.agreed is None else "answered",
            facts={
                "alive": row.number > 1 and row.number == row.sheet.version and row.sheet.event.stage not in NOT_HELD,
                "track": row.sheet.event.track,
                "state": "open" if row.agreed is None else "answered",
            },
            moments={"made_at": row.made_at, "starts_at": row.sheet.event.starts_at},
            moves=_moves(("agree", row.agreed_at)),
        )
        for row in rows
    ]


def purchase_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Purchases on a client's behalf, in one query."""
    return [
        Snapshot(
            kind="conference.purchase",
            id=row.pk,
            site_id=row.site_id,
            rev=1 + (row.bought_at is not None) + (row.confirmed_at is not None),
            label=f"{row.event.ref} {row.item} {row.quantity}",
            url=_page("conference:team", row.event),
            state="confirmed" if row.confirmed_at else ("bought" if row.bought_at else "ordered"),
            facts={
                "alive": row.event.stage not in NOT_HELD,
                "bought": row.bought_at is not None,
                "state": "confirmed" if row.confirmed_at else ("bought" if row.bought_at else "ordered"),
            },
            moments={"bought_at": row.bought_at, "serve_at": row.serve_at},
            moves=_moves(("buy", row.bought_at), ("confirm", row.confirmed_at)),
        )
        for row in Purchase.objects.filter(pk__in=ids).select_related("event__site")
    ]


def support_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Work contact sheets, in one query."""
    return [
        Snapshot(
            kind="conference.support",
            id=row.pk,
            site_id=row.site_id,
            rev=1 + (row.met_at is not None),
            label=f"{row.number} {gettext(Department(row.department).label)}: {row.need}"[:120],
            url=_page("conference:team", row.event),
            state="met" if row.met_at else "asked",
            facts={
                "alive": row.event.stage not in NOT_HELD,
                "department": row.department,
                "state": "met" if row.met_at else "asked",
            },
            moments={"asked_at": row.asked_at, "due_at": row.due_at},
            moves=_moves(("meet", row.met_at)),
        )
        for row in SupportNeed.objects.filter(pk__in=ids).select_related("event__site")
    ]


def _page(name: str, event: Event) -> str:
    return reverse(name, args=[event.site.code, event.ref])


def _moves(*pairs: tuple[str, datetime | None]) -> tuple[tuple[str, datetime], ...]:
    found = [(name, moment) for name, moment in pairs if moment is not None]
    return tuple(sorted(found, key=lambda pair: pair[1]))


INTAKE_KINDS = (
    SubjectKind(
        "conference.scheme",
        N_("Scheme"),
        ("held_until", "offered_at", "starts_at"),
        ("alive", "held", "state"),
        scheme_snapshots,
    ),
    SubjectKind(
        "conference.sheet",
        N_("Function sheet at a department"),
        ("issued_at", "starts_at"),
        ("alive", "department", "short_notice", "state"),
        issue_snapshots,
    ),
    SubjectKind(
        "conference.sheet_change",
        N_("Change of a function sheet"),
        ("made_at", "starts_at"),
        ("alive", "track", "state"),
        change_snapshots,
    ),
    SubjectKind(
        "conference.purchase",
        N_("Purchase for a client"),
        ("bought_at", "serve_at"),
        ("alive", "bought", "state"),
        purchase_snapshots,
    ),
    SubjectKind(
        "conference.support",
        N_("Work contact sheet"),
        ("asked_at", "due_at"),
        ("alive", "department", "state"),
        support_snapshots,
    ),
)
