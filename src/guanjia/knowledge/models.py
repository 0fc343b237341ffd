"""Articles, their approved versions, what became of them, and what people confirmed for the machine to learn from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.knowledge.rules.articles import ArticleGroup, ArticleState


class Article(models.Model):
    """A question and the points of its answer (KNOW-001). `words` are further words it is found by; `code` names a shipped one.

    version 0   never approved yet. An approved one holds until `valid_until`; editing makes it a draft again while the
    last approved version stays in ArticleVersion.
    Written by knowledge.actions; `state` by move_article alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(max_length=60, blank=True)
    group = models.CharField(_("class"), max_length=12, choices=choices(ArticleGroup))
    question = models.CharField(_("question"), max_length=200)
    points = models.TextField(_("points of the answer"))
    words = models.CharField(_("also found by"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(ArticleState), default=ArticleState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("written"))
    used_count = models.PositiveIntegerField(_("used"), default=0)
    unhelpful_count = models.PositiveIntegerField(_("did not help"), default=0)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], condition=~models.Q(code=""), name="article_code_once")
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "group"], name="article_list")]

    def __str__(self) -> str:
        return self.question

    @property
    def stage(self) -> ArticleState:
        """The state with its label and colour."""
        return ArticleState(self.state)

    @property
    def about(self) -> ArticleGroup:
        """The class with its label and colour."""
        return ArticleGroup(self.group)

    @property
    def lines(self) -> list[str]:
        """The points of the answer, one each."""
        return [line.strip() for line in self.points.splitlines() if line.strip()]


class ArticleVersion(models.Model):
    """What was approved, by whom and until when; never changed."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=200)
    points = models.TextField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    valid_until = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "number"], name="article_version_once")]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class DailyQuestion(models.Model):
    """The question of a day (每日一问, KNOW-009). One a site and day."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    on = models.DateField()
    article = models.ForeignKey(Article, models.PROTECT, related_name="days")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "on"], name="one_question_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.article_id}"


class DailyAnswer(models.Model):
    """What somebody said to the question of the day; once each."""

    question = models.ForeignKey(DailyQuestion, models.PROTECT, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "user"], name="one_answer_each")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.user_id}"


class Judged(models.Model):
    """What the machine suggested and what a person then said: its accuracy, and what it learns from.

    purpose     "kind" or "mood". `suggested` "" when it had none. `text` is scrubbed of doors, phones and names.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12)
    source_kind = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    text = models.TextField()
    suggested = models.CharField(max_length=40, blank=True)
    among = models.JSONField(default=list)
    label = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "source_kind", "source_id"], name="judged_once")
        ]
        indexes: ClassVar = [models.Index(fields=["site", "purpose", "at"], name="judged_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.label}"
