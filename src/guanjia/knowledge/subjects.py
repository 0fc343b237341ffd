"""The kinds of subject that knowledge standards speak about: an article, and a site with its base."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.knowledge.models import Article
from guanjia.knowledge.rules.articles import ArticleState

ARTICLE = "knowledge.article"
MOMENTS = ("valid_until",)
FACTS = ("alive", "group", "state")


def article_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Articles as the planner sees them, in two queries: the rows and their journal."""
    rows = list(Article.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(ARTICLE, [row.pk for row in rows])
    return [
        Snapshot(
            kind=ARTICLE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.question,
            url=reverse("knowledge:article", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"alive": row.state == ArticleState.APPROVED, "group": row.group, "state": row.state},
            moments={"valid_until": row.valid_until},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(ARTICLE, N_("Knowledge article"), MOMENTS, FACTS, article_snapshots),)
