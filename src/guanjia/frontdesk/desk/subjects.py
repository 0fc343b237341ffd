"""The kinds of subject that the counter's standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.frontdesk.desk.actions.keeping import CALL, CASE, NOTE
from guanjia.frontdesk.desk.actions.sweeping import DESK
from guanjia.frontdesk.desk.models import Call, Note, QuickCase
from guanjia.frontdesk.desk.rules.calls import bounced_out
from guanjia.frontdesk.desk.rules.quick import RESCUE
from guanjia.kernel.words import gettext_noop as N_

CALL_MOMENTS = ("rung_at", "promised_at", "closed_at")
CALL_FACTS = ("alive", "bounced", "state", "urgent")
NOTE_MOMENTS = ("left_at", "done_at")
NOTE_FACTS = ("alive", "post", "state", "urgent")
CASE_MOMENTS = ("opened_at", "reached_at", "settled_at")
CASE_FACTS = ("alive", "kind", "reached", "rescue", "state")


def call_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Calls as the planner sees them, in two queries."""
    rows, moves = list(Call.objects.filter(pk__in=ids).select_related("site")), moves_of(CALL, list(ids))
    return [
        Snapshot(
            kind=CALL,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.number,
            url=reverse("desk:call", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.is_open,
                "bounced": bounced_out(row.bounces),
                "state": row.state,
                "urgent": bool(row.urgent_word),
            },
            moments={"rung_at": row.rung_at, "promised_at": row.promised_at, "closed_at": row.closed_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def note_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Messages as the planner sees them, in two queries."""
    rows, moves = list(Note.objects.filter(pk__in=ids).select_related("site")), moves_of(NOTE, list(ids))
    return [
        Snapshot(
            kind=NOTE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.number,
            url=reverse("desk:note", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.state != "withdrawn",
                "post": row.to_post,
                "state": row.state,
                "urgent": row.urgent,
            },
            moments={"left_at": row.left_at, "done_at": row.done_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def case_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Quick cases as the planner sees them, in two queries."""
    rows, moves = list(QuickCase.objects.filter(pk__in=ids).select_related("site")), moves_of(CASE, list(ids))
    return [
        Snapshot(
            kind=CASE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("desk:case", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.state != "cancelled",
                "kind": row.kind,
                "reached": row.reached_at is not None,
                "rescue": row.kind_enum in RESCUE,
                "state": row.state,
            },
            moments={"opened_at": row.opened_at, "reached_at": row.reached_at, "settled_at": row.settled_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(CALL, N_("Call"), CALL_MOMENTS, CALL_FACTS, call_snapshots),
    SubjectKind(NOTE, N_("Message passed on"), NOTE_MOMENTS, NOTE_FACTS, note_snapshots),
    SubjectKind(CASE, N_("Quick case"), CASE_MOMENTS, CASE_FACTS, case_snapshots),
    site_kind(DESK, N_("Counter of the site"), "desk:calls"),
)
