"""How copies end: destroyed with a report, or lost with an incident on record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.materials.rules.states import IncidentState, Method


class Destruction(models.Model):
    """A destruction report (销毁报告, MATR-015), number XH- without gaps. Two sign: who did it and who watched, never the same."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    method = models.CharField(_("How they are destroyed"), max_length=12, choices=choices(Method))
    place = models.CharField(_("Where"), max_length=120)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    watched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    watched_at = models.DateTimeField(null=True, blank=True)
    report = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="materials_destruction_number"),
            models.CheckConstraint(
                condition=Q(watched_by__isnull=True) | ~Q(watched_by=F("done_by")), name="materials_destroyed_by_two"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Incident(models.Model):
    """A numbered copy is missing (W05 [I]): what was searched, to whom it was reported, approved by two who did not report it."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    copy = models.ForeignKey("materials.Copy", models.CASCADE, related_name="incidents")
    state = models.CharField(_("state"), max_length=12, choices=choices(IncidentState), default=IncidentState.OPEN)
    searched = models.TextField(_("What was searched, who was asked"), max_length=1000)
    reported_to = models.CharField(_("Reported to"), max_length=120)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["copy"], condition=~Q(state=IncidentState.FOUND), name="materials_incident_once"
            ),
        ]

    def __str__(self) -> str:
        return f"incident {self.pk}"

    @property
    def stage(self) -> IncidentState:
        """The state with its label and colour."""
        return IncidentState(self.state)
