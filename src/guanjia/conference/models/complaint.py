"""A complaint about a conference."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.complaints import ComplaintKind, ComplaintState
from guanjia.kernel.states import choices


class Complaint(models.Model):
    """What a client was not content with (SURV-010..013): four mandatory facts, one chain of steps.

    `promised_at` is a deadline that the clock watches. Staff named in `persons` are never shown in public.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.PROTECT, related_name="complaints")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(ComplaintKind), default=ComplaintKind.OTHER)
    state = models.CharField(_("state"), max_length=12, choices=choices(ComplaintState), default=ComplaintState.HEARD)
    happened_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=120)
    persons = models.CharField(_("who"), max_length=200)
    problem = models.TextField(_("what"))
    solution = models.TextField(_("solution"), blank=True)
    promised_at = models.DateTimeField(_("promised for"), null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    satisfied = models.BooleanField(null=True)
    lesson = models.TextField(_("lesson"), blank=True)
    heard_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event", "heard_at"], name="conference_complaint_event")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.pk}"

    @property
    def stage(self) -> ComplaintState:
        """The state with its label and colour."""
        return ComplaintState(self.state)
