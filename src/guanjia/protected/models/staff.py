"""Who is cleared, who is on the list of a meeting, and the passes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.protected.models.dossier import Dossier
from guanjia.protected.rules.clearance import PaperKind
from guanjia.protected.rules.meeting import Zone


class StaffPaper(models.Model):
    """A paper of a member of the crew that was seen (FIELD 18): kind, day, number where it has one; never a copy of it."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Who"))
    kind = models.CharField(_("Paper"), max_length=16, choices=choices(PaperKind))
    number = models.CharField(_("Number"), max_length=60, blank=True)
    on = models.DateField(_("Day it bears"))
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "user", "kind"], name="protected_staff_paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"


class Assignment(models.Model):
    """Somebody on the list of an internal meeting: what they do, in which zone, briefed, and looked at by the organiser."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Who"))
    task = models.CharField(_("Task"), max_length=80)
    zone = models.CharField(_("Zone"), max_length=8, choices=choices(Zone), default=Zone.CONTROL)
    briefed_at = models.DateTimeField(null=True, blank=True)
    briefed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_by = models.CharField(_("Organiser's reviewer"), max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "user"], condition=Q(dropped_at=None), name="protected_assigned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.dossier_id}"

    @property
    def ring(self) -> Zone:
        """The zone with its label and colour."""
        return Zone(self.zone)


class ZonePass(models.Model):
    """A printed pass: it opens its zone and those outside of it. Void once its bearer is off the list."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="passes")
    number = models.CharField(max_length=32)
    zone = models.CharField(max_length=8, choices=choices(Zone))
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="passes")
    made_at = models.DateTimeField()
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="protected_pass_number"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(void_at=None), name="protected_pass_one_each"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ring(self) -> Zone:
        """The zone with its label and colour."""
        return Zone(self.zone)
