"""Times at which many people will come."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.queues.rules.peaks import Cause
from guanjia.kernel.states import choices


class PeakPlan(models.Model):
    """A peak that is expected: when, why, how many came the last times. Its preparation and review are duties."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    cause = models.CharField(_("cause"), max_length=12, choices=choices(Cause))
    words = models.CharField(_("what"), max_length=120, blank=True)
    expected_count = models.PositiveIntegerField(_("numbers expected"), null=True, blank=True)
    called_off = models.BooleanField(default=False)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "starts_at", "cause"], name="one_peak_per_cause"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="peak_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.cause}"

    @property
    def cause_enum(self) -> Cause:
        """The cause with its label and colour."""
        return Cause(self.cause)
