"""A fault in the room of a meeting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.faults import FaultClass, FaultState, Grade, Impact, Playbook
from guanjia.kernel.states import choices


class FaultRecord(models.Model):
    """What a fault does to a meeting (W06); who mends it is the work order's matter, one order a fault.

    `happened_at` lies before `reported_at` where people solved first and reported after (TEAM-011: `solved_first`).
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    block = models.ForeignKey("conference.Block", models.PROTECT, related_name="faults")
    order = models.OneToOneField(
        "servicedesk.WorkOrder", models.PROTECT, related_name="+", verbose_name=_("work order")
    )
    kind = models.CharField(_("class of fault"), max_length=16, choices=choices(FaultClass), blank=True)
    impact = models.CharField(_("impact"), max_length=12, choices=choices(Impact), default=Impact.PART)
    grade = models.CharField(_("grade"), max_length=12, choices=choices(Grade), default=Grade.MEDIUM)
    playbook = models.CharField(_("playbook"), max_length=16, choices=choices(Playbook), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(FaultState), default=FaultState.REPORTED)
    solved_first = models.BooleanField(_("solved first, reported after"), default=False)
    spare = models.CharField(_("spare scheme"), max_length=300, blank=True)
    spare_item = models.ForeignKey("custody.Item", models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.TextField(_("cause"), blank=True)
    prevention = models.TextField(_("prevention"), blank=True)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField(_("happened"))
    reported_at = models.DateTimeField(_("reported"))
    mitigated_at = models.DateTimeField(null=True, blank=True)
    repaired_at = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["block", "reported_at"], name="conference_fault_block"),
            models.Index(fields=["site", "state", "reported_at"], name="conference_fault_list"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"

    @property
    def stage(self) -> FaultState:
        """The state with its label and colour."""
        return FaultState(self.state)

    @property
    def grade_enum(self) -> Grade:
        """The grade with its label and colour."""
        return Grade(self.grade)
