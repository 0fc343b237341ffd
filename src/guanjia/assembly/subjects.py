"""What the standards of assemblies speak about: the paperless side of a meeting."""

from collections.abc import Collection

from django.db.models import Count, Q
from django.urls import reverse

from guanjia.assembly.actions.noting import ASSEMBLY
from guanjia.assembly.models import Assembly
from guanjia.assembly.rules.states import PaperState
from guanjia.conference.public import NOT_HELD, BlockState
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_

MOMENTS = ("starts_at", "opened_at", "closed_at")
FACTS = ("alive", "held", "papers", "papers_left", "remote", "secrecy", "state")


def assembly_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Assemblies as the planner sees them, in two queries. That of a meeting called off is not alive."""
    left = Count("papers", filter=~Q(papers__state=PaperState.CLEARED))
    rows = Assembly.objects.filter(pk__in=ids).annotate(n=Count("papers"), left=left)
    found = list(rows.select_related("site", "event", "block__room"))
    moves = moves_of(ASSEMBLY, [row.pk for row in found])
    return [
        Snapshot(
            kind=ASSEMBLY,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.title} · {row.block.room.name}",
            url=reverse("assembly:console", args=[row.site.code, row.pk]),
            state=row.state,
            facts={
                "alive": row.event.stage not in NOT_HELD and row.block.stage is not BlockState.CANCELLED,
                "held": row.closed_at is not None,
                "papers": row.n > 0,
                "papers_left": row.left > 0,
                "remote": row.remote,
                "secrecy": row.event.secrecy,
                "state": row.state,
            },
            moments={"starts_at": row.block.starts_at, "opened_at": row.opened_at, "closed_at": row.closed_at},
            moves=moves.get(row.pk, ()),
        )
        for row in found
    ]


KINDS = (SubjectKind(ASSEMBLY, N_("Meeting on screens"), MOMENTS, FACTS, assembly_snapshots),)
