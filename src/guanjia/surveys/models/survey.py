"""Surveys, whom they went to, what came back."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import State, choices
from guanjia.kernel.words import gettext_noop as N_
from guanjia.surveys.rules.questions import QUESTIONS


class Channel(State):
    """How an answer came in (SURV-002)."""

    WEB = "web", N_("Web form"), "blue"
    PAPER = "paper", N_("From paper"), "orange"


class Questionnaire(models.Model):
    """The questions of a site, from the six dimensions; `questions` lists their codes in order. One row a code."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    questions = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="questionnaire_once")]

    def __str__(self) -> str:
        return self.code


class Survey(models.Model):
    """One survey about one subject, once. `token` opens it for everybody who was there; `late`: not within 24 h."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(_("meeting"), max_length=250)
    token = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    late = models.BooleanField(_("sent late"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="survey_once_a_subject")
        ]
        indexes: ClassVar = [models.Index(fields=["site", "sent_at"], name="survey_list")]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A personal way in: it may be answered once. Who it was goes with the person when they are erased."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "person"], name="survey_invitation_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.pk}"


class Answer(models.Model):
    """One filled questionnaire. It keeps no name: a personal invitation notes only that it was used.

    `form_key` is made by the form, so that a second send of the same form counts once.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    form_key = models.UUIDField(default=uuid.uuid4, unique=True)
    channel = models.CharField(_("came in by"), max_length=8, choices=choices(Channel))
    at = models.DateTimeField(_("answered"))
    recommend = models.PositiveSmallIntegerField(_("would recommend"), null=True)
    remark = models.TextField(_("remark"), blank=True)
    sheet_number = models.CharField(_("sheet number"), max_length=40, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["survey", "sheet_number"], condition=~models.Q(sheet_number=""), name="survey_sheet_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["survey", "at"], name="survey_answers")]

    def __str__(self) -> str:
        return f"{self.survey_id}/{self.pk}"


class Mark(models.Model):
    """The score of one dimension, 1 to 5."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="marks")
    question = models.CharField(_("dimension"), max_length=20, choices=[(each.code, each.label) for each in QUESTIONS])
    score = models.PositiveSmallIntegerField(_("score"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "question"], name="survey_mark_once"),
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="survey_mark_range"),
        ]
        indexes: ClassVar = [models.Index(fields=["question", "score"], name="survey_marks")]

    def __str__(self) -> str:
        return f"{self.question} {self.score}"
