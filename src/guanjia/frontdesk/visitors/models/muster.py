"""The roll call at the assembly place."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.rules.muster import LineState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class Muster(models.Model):
    """A house is emptied: everybody who was inside at that moment is called up. One at a time for a site."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=120)
    began_at = models.DateTimeField(_("began"))
    began_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-began_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site"], condition=Q(ended_at=None), name="one_muster_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.reason}"


class MusterLine(models.Model):
    """Somebody who was inside when the roll call began. `kind` as in Presence; `ref` names the row in its own module."""

    muster = models.ForeignKey(Muster, models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8)
    ref_kind = models.CharField(max_length=48)
    ref_id = models.BigIntegerField()
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")
    count = models.PositiveSmallIntegerField(_("persons"), default=1)
    where = models.CharField(_("where"), max_length=60, blank=True)
    helped = models.BooleanField(_("needs help"), default=False)
    state = models.CharField(max_length=8, choices=choices(LineState), default=LineState.MISSING)
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["muster", "ref_kind", "ref_id"], name="called_up_once")
        ]

    def __str__(self) -> str:
        return f"{self.muster_id} {self.state}"

    @property
    def stage(self) -> LineState:
        """The state with its label and colour."""
        return LineState(self.state)

    @property
    def called(self) -> str:
        """The name that is called out."""
        return str(self.person or self.user or "–")
