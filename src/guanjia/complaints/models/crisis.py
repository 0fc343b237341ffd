"""A crisis with its one voice; statements that may leave the house; what the media asked; care for those affected."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.rules.crisis import CrisisState, StatementState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class Crisis(models.Model):
    """The emergency plan of a complaint that became a crisis (CMPL-003): one a complaint, with one spokesperson."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="crisis")
    state = models.CharField(max_length=10, choices=choices(CrisisState), default=CrisisState.RUNNING)
    spokesperson = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("spokesperson"))
    declared_at = models.DateTimeField(_("declared"))
    declared_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    lesson = models.TextField(_("lesson"), blank=True)
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"crisis {self.complaint_id}"

    @property
    def stage(self) -> CrisisState:
        """The state with its label."""
        return CrisisState(self.state)


class Statement(models.Model):
    """Words for the outside: of a crisis, or prepared ahead for a topic (CMPL-021). Only approved ones may be said."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    crisis = models.ForeignKey(Crisis, models.PROTECT, null=True, blank=True, related_name="statements")
    topic = models.CharField(_("topic"), max_length=120)
    text = models.TextField(_("text"))
    state = models.CharField(max_length=10, choices=choices(StatementState), default=StatementState.DRAFT)
    written_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state", "topic"], name="statement_list")]

    def __str__(self) -> str:
        return self.topic

    @property
    def stage(self) -> StatementState:
        """The state with its label."""
        return StatementState(self.state)


class MediaQuestion(models.Model):
    """Somebody from the media asked; what was said was an approved text, or that a statement will follow."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    crisis = models.ForeignKey(Crisis, models.PROTECT, null=True, blank=True, related_name="questions")
    medium = models.CharField(_("medium"), max_length=120)
    question = models.TextField(_("question"))
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.medium


class CareStep(models.Model):
    """What was done for an affected household in a crisis (CMPL-003)."""

    crisis = models.ForeignKey(Crisis, models.PROTECT, related_name="care")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    deed = models.CharField(_("what was done"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.deed
