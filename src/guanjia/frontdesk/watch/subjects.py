"""What the standards of the watch speak about: a post that is handed over, a point of a patrol."""

from collections.abc import Collection

from guanjia.foundation.journal.public import timelines
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.watch.actions.handing import POST
from guanjia.frontdesk.watch.actions.logging import POINT
from guanjia.frontdesk.watch.models import Checkpoint
from guanjia.kernel.words import gettext_noop as N_
from guanjia.posts.public import Post

SIGNED_OVER = "watch.posts"
"""Site setting: codes of the posts that are signed over at each change of shift."""
DEFAULT_POSTS = ("frontdesk", "security", "duty.manager")


def post_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Posts as the planner sees them; `signed_over` where the site signs this post over at each change."""
    rows = list(Post.objects.filter(pk__in=ids).select_related("site"))
    moves = timelines(POST, [row.pk for row in rows])
    return [
        Snapshot(
            kind=POST,
            id=row.pk,
            site_id=row.site_id,
            rev=len(moves.get(row.pk, [])) + 1,
            label=str(row),
            url=f"/s/{row.site.code}/watch/?post={row.code}",
            state="open" if row.is_open else "closed",
            facts={
                "alive": row.is_open,
                "code": row.code,
                "signed_over": row.code in row.site.settings.get(SIGNED_OVER, DEFAULT_POSTS),
                "state": "open" if row.is_open else "closed",
            },
            moments={},
            moves=tuple((entry.action, entry.at) for entry in moves.get(row.pk, [])),
        )
        for row in rows
    ]


def point_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Points of a patrol as the planner sees them."""
    rows = list(Checkpoint.objects.filter(pk__in=ids).select_related("site"))
    moves = timelines(POINT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=POINT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev + sum(entry.action == "weather" for entry in moves.get(row.pk, [])),
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
            moves=tuple((entry.action, entry.at) for entry in moves.get(row.pk, [])),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(POST, N_("Post signed over"), (), ("alive", "code", "signed_over", "state"), post_snapshots),
    SubjectKind(POINT, N_("Point of a patrol"), (), ("alive", "code", "kind", "space_id", "state"), point_snapshots),
)
