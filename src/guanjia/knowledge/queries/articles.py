"""Articles that may be told, those that fit some words, and what a list asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from guanjia.foundation.sites.public import Site, local
from guanjia.knowledge.models import Article, DailyAnswer, DailyQuestion
from guanjia.knowledge.rules.articles import ArticleState, Text, fitting, is_valid


@dataclass(frozen=True, slots=True)
class Found:
    """An article that fits, and how well; higher is better."""

    article: Article
    weight: float


def valid_articles(site: Site, today: date) -> QuerySet[Article]:
    """Approved and not yet run out on that day."""
    return Article.objects.filter(site=site, state=ArticleState.APPROVED, valid_until__gte=today)


def find_articles(site: Site, text: str, limit: int = 5, *, at: datetime, groups: tuple[str, ...] = ()) -> list[Found]:
    """Valid articles that fit the words of a request, best first; `groups` narrows them. One query; nothing for no words."""
    if not text.strip():
        return []
    rows = valid_articles(site, local(site, at).date()).select_related("site")
    by_id = {row.pk: row for row in (rows.filter(group__in=groups) if groups else rows)}
    texts = [Text(row.pk, row.question, row.points, row.words) for row in by_id.values()]
    return [Found(by_id[number], weight) for number, weight in fitting(text, texts, limit)]


def article_list(site: Site, *, today: date, group: str = "", show: str = "", text: str = "") -> list[Article]:
    """Articles by class and question. `show`: valid, draft, expired, withdrawn, "" for all; `text` ranks by fit."""
    rows = Article.objects.filter(site=site).select_related("site", "approved_by").order_by("group", "question", "pk")
    if group:
        rows = rows.filter(group=group)
    if show == "expired":
        rows = rows.filter(state=ArticleState.APPROVED, valid_until__lt=today)
    elif show == "valid":
        rows = rows.filter(state=ArticleState.APPROVED, valid_until__gte=today)
    elif show in set(ArticleState):
        rows = rows.filter(state=show)
    found = list(rows)
    if text.strip():
        by_id = {row.pk: row for row in found}
        texts = [Text(row.pk, row.question, row.points, row.words) for row in found]
        found = [by_id[number] for number, _weight in fitting(text, texts, 50)]
    return found


def expired(article: Article, today: date) -> bool:
    """Whether it was approved once and has run out."""
    return article.state == ArticleState.APPROVED and not is_valid(article.state, article.valid_until, today)


def days_of(site: Site, limit: int = 14) -> list[DailyQuestion]:
    """The last questions of the day with their answers, newest first. Two queries."""
    rows = DailyQuestion.objects.filter(site=site).select_related("article__site").prefetch_related("answers__user")
    return list(rows.order_by("-on")[:limit])


def last_answer(site: Site) -> datetime | None:
    """When somebody last answered a question of the day."""
    return DailyAnswer.objects.filter(question__site=site).aggregate(last=Max("at"))["last"]
