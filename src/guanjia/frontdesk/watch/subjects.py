"""What the standards of the watch speak about: a post that is handed over, a point of a patrol."""

from collections.abc import Collection

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.watch.actions.handing import POST
from guanjia.frontdesk.watch.actions.logging import POINT
from guanjia.frontdesk.watch.models import Checkpoint
from guanjia.kernel.words import gettext_noop as N_
from guanjia.posts.public import Post


def post_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Posts as the planner sees them."""
    rows = list(Post.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(POST, [row.pk for row in rows])
    return [
        Snapshot(
            kind=POST,
            id=row.pk,
            site_id=row.site_id,
            rev=len(moves.get(row.pk, ())) + 1,
            label=str(row),
            url=f"/s/{row.site.code}/watch/?post={row.code}",
            state="open" if row.is_open else "closed",
            facts={
                "alive": row.is_open,
                "code": row.code,
                "state": "open" if row.is_open else "closed",
            },
            moments={},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def point_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Points of a patrol as the planner sees them."""
    rows = list(Checkpoint.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(POINT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=POINT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev + sum(action == "weather" for action, _at in moves.get(row.pk, ())),
            label=row.name,
            url=f"/s/{row.site.code}/watch/points/",
            state="open" if row.is_open else "closed",
            facts={
                "alive": row.is_open,
                "kind": row.kind,
                "code": row.code,
                "space_id": row.place_id,
                "state": "open" if row.is_open else "closed",
            },
            moments={},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(POST, N_("Post signed over"), (), ("alive", "code", "state"), post_snapshots),
    SubjectKind(POINT, N_("Point of a patrol"), (), ("alive", "code", "kind", "space_id", "state"), point_snapshots),
)
