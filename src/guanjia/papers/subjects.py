"""What the standards of papers speak about: a document that is out, and the archive of a site."""

from collections.abc import Collection

from django.db.models import Max
from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.papers.actions.archive import ARCHIVE
from guanjia.papers.actions.records import RECORD
from guanjia.papers.models import Record
from guanjia.papers.rules.records import RecordState


def record_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Documents as the planner sees them, in two queries; `due_on` is when the one who has it must bring it back."""
    rows = Record.objects.filter(pk__in=ids).select_related("site").annotate(due_on=Max("transfers__due_on"))
    found = list(rows)
    moves = moves_of(RECORD, [row.pk for row in found])
    return [
        Snapshot(
            kind=RECORD,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("papers:record", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.state != RecordState.DESTROYED,
                "kind": row.kind,
                "state": row.state,
                "held": bool(row.held),
            },
            moments={"due_on": row.due_on if row.state == RecordState.OUT else None, "keep_until": row.keep_until},
            moves=moves.get(row.pk, ()),
        )
        for row in found
    ]


KINDS = (
    SubjectKind(RECORD, N_("Document"), ("due_on", "keep_until"), ("alive", "held", "kind", "state"), record_snapshots),
    site_kind(ARCHIVE, N_("Archive of the site"), "papers:records"),
)
