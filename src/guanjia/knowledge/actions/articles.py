"""Articles are written, approved until a day, withdrawn; each move has its row in the journal."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.search.public import index
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.knowledge.events import ArticleMoved
from guanjia.knowledge.models import Article, ArticleVersion
from guanjia.knowledge.rules.articles import ARTICLE_MOVES, ArticleState, may_last_until
from guanjia.knowledge.subjects import ARTICLE

STARTERS = Path(__file__).parents[1] / "starters.yaml"
VERBS = {ArticleState.APPROVED: "approve", ArticleState.DRAFT: "send_back", ArticleState.WITHDRAWN: "withdraw"}


class ArticleRefused(Exception):
    """The article lacks what the move needs; str() says what, in the reader's language."""


@transaction.atomic
def write_article(
    *, site: Site, group: str, question: str, points: str, words: str = "", source: str = "", actor: Any, at: datetime
) -> Article:
    """A new draft (KNOW-008: whoever learned something writes it down). SecretRefused for marked text."""
    refuse_marked({"question": question, "points": points}, site=site)
    article = Article.objects.create(
        site=site,
        group=group,
        question=question,
        points=points,
        words=words,
        source=source,
        written_by=actor,
        written_at=at,
    )
    _note(article, "write", "", ArticleState.DRAFT, actor, at)
    return article


@transaction.atomic
def edit_article(*, article: Article, rev: int, actor: Any, at: datetime, **fields: str) -> Article:
    """Change a draft, or make an approved one a draft again; `rev` is the one that was read.

    MoveRefused when somebody else was faster. What was approved stays readable as its version.
    """
    refuse_marked({name: fields.get(name, "") for name in ("question", "points")}, site=article.site)
    old = article.stage
    rows = Article.objects.filter(pk=article.pk, rev=rev)
    if not rows.update(state=ArticleState.DRAFT, rev=rev + 1, written_by=actor, written_at=at, **fields):
        raise MoveRefused(old, ArticleState.DRAFT)
    article.refresh_from_db()
    _note(article, "edit", old, ArticleState.DRAFT, actor, at)
    return article


@transaction.atomic
def approve_article(*, article: Article, until: date, actor: Any, at: datetime) -> Article:
    """Approve it until a day, which makes a version; not by whoever wrote it. An approved one gets a later day."""
    if article.written_by_id == actor.pk:
        raise ArticleRefused(_("Somebody else approves what you wrote."))
    if not may_last_until(local(article.site, at).date(), until):
        raise ArticleRefused(_("Choose a day from today, at most a year ahead."))
    number = article.version + 1
    _move(
        article, ArticleState.APPROVED, actor, at, approved_by=actor, approved_at=at, valid_until=until, version=number
    )
    ArticleVersion.objects.create(
        article=article, number=number, question=article.question, points=article.points, approved_by=actor,
        approved_at=at, valid_until=until,
    )  # fmt: skip
    return article


@transaction.atomic
def withdraw_article(*, article: Article, reason: str, actor: Any, at: datetime) -> Article:
    """It is not told any more; the reason is kept."""
    if not reason.strip():
        raise ArticleRefused(_("Say why."))
    return _move(article, ArticleState.WITHDRAWN, actor, at, reason=reason)


def note_use(*, article: Article, helped: bool) -> None:
    """Somebody told it: it was used; `helped` False counts against it."""
    Article.objects.filter(pk=article.pk).update(
        used_count=F("used_count") + 1, unhelpful_count=F("unhelpful_count") + int(not helped)
    )


@transaction.atomic
def lay_starters(*, site: Site, actor: Any, at: datetime) -> int:
    """The shipped articles that the site does not have yet, as drafts to be read and approved; how many came."""
    have = set(Article.objects.filter(site=site).exclude(code="").values_list("code", flat=True))
    rows = [row for row in starters() if row["code"] not in have]
    for row in rows:
        article = Article.objects.create(
            site=site, code=row["code"], group=row["group"], question=row["question"], points="\n".join(row["points"]),
            words=row.get("words", ""), source=row.get("source", ""), written_at=at,
        )  # fmt: skip
        _note(article, "write", "", ArticleState.DRAFT, actor, at)
    return len(rows)


def starters() -> list[dict[str, Any]]:
    """The shipped articles as they lie in starters.yaml."""
    return yaml.safe_load(STARTERS.read_text(encoding="utf-8"))["articles"]


def _move(article: Article, to: ArticleState, actor: Any, at: datetime, reason: str = "", **fields: Any) -> Article:
    old = article.stage
    check_move(ARTICLE_MOVES, old, to)
    rows = Article.objects.filter(pk=article.pk, state=old, rev=article.rev)
    if not rows.update(state=to, rev=article.rev + 1, **fields):
        raise MoveRefused(old, to)
    article.refresh_from_db()
    _note(article, VERBS[to], old, to, actor, at, reason)
    return article


def _note(article: Article, verb: str, old: str, new: str, actor: Any, at: datetime, reason: str = "") -> None:
    record(
        site=article.site, at=at, actor=actor, action=verb, subject=(ARTICLE, article.pk), from_state=old, to_state=new,
        reason=reason, changes={"version": article.version}, event=ArticleMoved(article.pk, str(new), article.version),
    )  # fmt: skip
    changed(ARTICLE, [article.pk], site=article.site, at=at)
    index(
        kind=ARTICLE, id=article.pk, site=article.site, title=article.question,
        text=f"{article.points} {article.words}", url=url_of(article),
    )  # fmt: skip


def url_of(article: Article) -> str:
    """Where it is read."""
    return reverse("knowledge:article", args=[article.site.code, article.pk])
