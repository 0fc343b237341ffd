"""The dossier of an internal meeting, its plans and rehearsals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.protected.rules.meeting import PlanKind, Rank


class Dossier(models.Model):
    """What must be true before an internal meeting begins (W11). Never of a classified one: that is the opaque slot (FIELD 1).

    `plan` is the plan in force; `kept_out` are ids of people who are on duty in the house then and do not enter.
    `staff_changed_at`: the list of people became another one after it was confirmed.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    rank = models.CharField(_("rank"), max_length=12, choices=choices(Rank), default=Rank.ORDINARY)
    plan = models.ForeignKey("protected.Plan", models.SET_NULL, null=True, blank=True, related_name="+")
    staff_confirmed_at = models.DateTimeField(null=True, blank=True)
    staff_changed_at = models.DateTimeField(null=True, blank=True)
    kept_out = models.JSONField(default=list)
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"dossier of {self.event_id}"

    @property
    def grade(self) -> Rank:
        """The rank with its label."""
        return Rank(self.rank)


class Plan(models.Model):
    """A plan of the meeting, main or reserve (GOVT-006). A new text is a new version; the highest of a title holds."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="plans")
    kind = models.CharField(_("Kind"), max_length=8, choices=choices(PlanKind))
    title = models.CharField(_("Title"), max_length=120)
    text = models.TextField(_("What is done"), max_length=8000)
    version = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kind", "title", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "title", "version"], name="protected_plan_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def sort(self) -> PlanKind:
        """The kind with its label and colour."""
        return PlanKind(self.kind)


class Practice(models.Model):
    """A rehearsal on site (演练): who took part, what was found, and when that was put right. It counts once nothing is open."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="practices")
    held_at = models.DateTimeField(_("Held"))
    people = models.CharField(_("Who took part"), max_length=300)
    findings = models.CharField(_("What was found"), max_length=1000, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["held_at", "pk"]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.held_at}"
