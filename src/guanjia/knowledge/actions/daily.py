"""One question a day (KNOW-009)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.knowledge.actions.articles import ArticleRefused
from guanjia.knowledge.models import DailyAnswer, DailyQuestion
from guanjia.knowledge.queries.articles import valid_articles
from guanjia.knowledge.rules.articles import question_of


def ask_today(*, site: Site, at: datetime) -> DailyQuestion | None:
    """Today's question: the valid article that was asked longest ago. The second call, also at the same moment, gets the
    same one; None while the site has no valid article.
    """
    today = local(site, at).date()
    known = DailyQuestion.objects.filter(site=site, on=today).select_related("article").first()
    if known is not None:
        return known
    ids = list(valid_articles(site, today).values_list("pk", flat=True))
    before = dict(DailyQuestion.objects.filter(article__in=ids).values_list("article").annotate(Max("on")))
    chosen = question_of(today, ids, before)
    if chosen is None:
        return None
    try:
        with transaction.atomic():
            return DailyQuestion.objects.create(site=site, on=today, article_id=chosen)
    except IntegrityError:
        return DailyQuestion.objects.select_related("article").get(site=site, on=today)


def answer_today(*, question: DailyQuestion, text: str, actor: Any, at: datetime) -> DailyAnswer:
    """What somebody says to it; a second answer replaces the first. ArticleRefused for nothing said."""
    if not text.strip():
        raise ArticleRefused(_("Write a sentence or two."))
    refuse_marked({"text": text}, site=question.site)
    answer, _made = DailyAnswer.objects.update_or_create(
        question=question, user=actor, defaults={"text": text.strip(), "at": at}
    )
    return answer
