"""Whose building is whose; what third parties and colleagues think of the service."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.care.rules.evaluation import Judge
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class ButlerAssignment(models.Model):
    """The butler of a building (事务管家, REPR-020): one at a time."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    building = models.ForeignKey("places.Building", models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("butler"))
    contact = models.CharField(_("own line"), max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["building"], condition=models.Q(until=None), name="one_butler_a_building")
        ]

    def __str__(self) -> str:
        return f"{self.building_id} {self.user_id}"


class Evaluation(models.Model):
    """A judgement that does not come from our own calls and surveys: a third party's visit, colleagues (CUST-021)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    judge = models.CharField(_("who judged"), max_length=12, choices=choices(Judge))
    held_on = models.DateField(_("held on"))
    percent = models.PositiveSmallIntegerField(_("satisfied, %"))
    answers = models.PositiveIntegerField(_("answers"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="evaluation_percent")
        ]

    def __str__(self) -> str:
        return f"{self.judge} {self.held_on}"
