"""The security of an event's hall."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.reception.rules.security import Check, PlanState, Ring, Risk


class SecurityPlan(models.Model):
    """Who guards an event and how (W08). `commander` is the one who commands (CSEC-010); `permit` the number of the licence.

    The moments are None until they happen; timed reports run from `screening_at` to `down_at`.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    risk = models.CharField(_("risk"), max_length=12, choices=[(each.value, each.label) for each in Risk])
    heads = models.PositiveIntegerField(_("headcount"))
    commander = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("command"), null=True, blank=True
    )
    channel = models.CharField(_("radio channel"), max_length=40, blank=True)
    permit = models.CharField(_("permit number"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(PlanState), default=PlanState.PLANNED)
    set_at = models.DateTimeField(null=True, blank=True)
    screening_at = models.DateTimeField(null=True, blank=True)
    down_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"security of {self.event_id}"

    @property
    def stage(self) -> PlanState:
        """The state with its label and colour."""
        return PlanState(self.state)

    @property
    def danger(self) -> Risk:
        """The risk with its label."""
        return Risk(self.risk)


class GuardPost(models.Model):
    """One ring of a plan: how many guards it needs and who they are."""

    plan = models.ForeignKey(SecurityPlan, models.CASCADE, related_name="rings")
    ring = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Ring])
    place = models.CharField(_("where"), max_length=120, blank=True)
    needed = models.PositiveSmallIntegerField(_("guards needed"))
    helpers = models.PositiveSmallIntegerField(_("guards from outside"), default=0)
    guards = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "ring"], name="reception_ring_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.ring}"

    @property
    def circle(self) -> Ring:
        """The ring with its label."""
        return Ring(self.ring)


class EntryCheck(models.Model):
    """One thing that happened at the entry check. Never who: a refused person has no name here."""

    plan = models.ForeignKey(SecurityPlan, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Check])
    note = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plan", "kind", "at"], name="reception_check_count")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind}"

    @property
    def what(self) -> Check:
        """The kind with its label."""
        return Check(self.kind)
