"""Who stands for an event."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.sheet import Role

ROLES = [(each.value, each.label) for each in Role]


class TeamMember(models.Model):
    """Somebody's part in an event, with a deputy (TEAM-001, TEAM-006, TEAM-007, TEAM-013)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="team")
    role = models.CharField(_("part"), max_length=20, choices=ROLES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy")
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "role"], name="conference_team_role_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class SupportNeed(models.Model):
    """A work contact sheet (工作联系单): what a department is asked for, and by when (TEAM-012)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="support_needs")
    number = models.CharField(_("number"), max_length=32)
    department = models.CharField(_("department"), max_length=12)
    need = models.CharField(_("what is needed"), max_length=300)
    due_at = models.DateTimeField(_("until"))
    asked_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="conference_support_number")]

    def __str__(self) -> str:
        return self.number
