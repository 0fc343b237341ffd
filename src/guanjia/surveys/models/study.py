"""A survey built on the screen, its questions, ways in and answers."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.surveys.models.survey import Channel
from guanjia.surveys.rules.studies import Asked, QuestionKind, Section, StudyState

USER = settings.AUTH_USER_MODEL


class Study(models.Model):
    """A survey of a population (年度满意度调查). Editable as a draft; once open its questions are frozen as `version`.

    The same `code` again is the next version. `token` opens it for everybody; `population` is how many households may answer.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    state = models.CharField(max_length=8, choices=choices(StudyState), default=StudyState.DRAFT)
    token = models.CharField(max_length=64, unique=True)
    population = models.PositiveIntegerField(_("households asked"), default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(_("survey opened"), null=True, blank=True)
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("survey ended"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code", "version"], name="study_version_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> StudyState:
        """The state with its label."""
        return StudyState(self.state)


class StudyQuestion(models.Model):
    """One question; `options` are its choices in order."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=12, choices=choices(Section))
    kind = models.CharField(_("kind"), max_length=10, choices=choices(QuestionKind))
    text = models.CharField(_("survey question"), max_length=300)
    options = models.JSONField(_("choices"), default=list, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def asked(self) -> Asked:
        """As the rules know it."""
        return Asked(self.pk, QuestionKind(self.kind), tuple(self.options), self.required)

    @property
    def kind_enum(self) -> QuestionKind:
        """The kind with its label."""
        return QuestionKind(self.kind)

    @property
    def section_enum(self) -> Section:
        """The section with its label."""
        return Section(self.section)


class StudyInvitation(models.Model):
    """A personal way in, good once. `letter_due` until it was written to the person."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="invitations")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    answered_at = models.DateTimeField(null=True)
    letter_due = models.BooleanField(default=False, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "person"], name="study_invitation_once")]

    def __str__(self) -> str:
        return f"{self.study_id}/{self.pk}"


class StudyAnswer(models.Model):
    """One filled form, without a name. `form_key` makes a second send harmless."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="answers")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    channel = models.CharField(_("came in by"), max_length=8, choices=choices(Channel))
    at = models.DateTimeField(_("answered"))
    sheet_number = models.CharField(_("sheet number"), max_length=40, blank=True)
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["study", "sheet_number"], condition=~models.Q(sheet_number=""), name="study_sheet_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["study", "at"], name="study_answers")]

    def __str__(self) -> str:
        return f"{self.study_id}/{self.pk}"


class StudyMark(models.Model):
    """The answer to one question: a number, choices or words."""

    answer = models.ForeignKey(StudyAnswer, models.CASCADE, related_name="marks")
    question = models.ForeignKey(StudyQuestion, models.CASCADE, related_name="marks")
    number = models.SmallIntegerField(null=True, blank=True)
    chosen = models.JSONField(default=list, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["answer", "question"], name="study_mark_once")]
        indexes: ClassVar = [models.Index(fields=["question", "number"], name="study_marks")]

    def __str__(self) -> str:
        return f"{self.answer_id}/{self.question_id}"
