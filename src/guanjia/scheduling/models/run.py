"""A search over a period and what it proposes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.jobs.public import LIVE, Run
from guanjia.kernel.states import choices
from guanjia.scheduling.rules.states import Kind, ProposalState


class PeriodRun(Run):
    """One search; at most one runs per period. `rev` is the revision of the period that it looked at.

    `cost` holds {"unplaced", "medium", "soft"}; `bound` is the least possible medium that was proved.
    """

    period = models.ForeignKey("scheduling.Period", models.CASCADE, related_name="runs")
    rev = models.PositiveIntegerField()
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period"],
                condition=models.Q(state__in=sorted(state.value for state in LIVE)),
                name="scheduling_run_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.state}"


class Proposal(models.Model):
    """Where one request would go, and what of its wishes that leaves unmet.

    `prices` holds {"code", "price", "name", "other"}; `price` is their sum. `reason` says why there is no place, `outcome` what stood
    in the way when it was accepted.
    """

    run = models.ForeignKey(PeriodRun, models.CASCADE, related_name="proposals")
    request = models.ForeignKey("scheduling.Request", models.CASCADE, related_name="proposals")
    kind = models.CharField(_("change"), max_length=4, choices=choices(Kind))
    room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    was_room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    was_starts_at = models.DateTimeField(null=True, blank=True)
    prices = models.JSONField(default=list, blank=True)
    price = models.PositiveIntegerField(_("price"), default=0)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=choices(ProposalState), default=ProposalState.OPEN)
    outcome = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "request"], name="scheduling_proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"

    @property
    def change(self) -> Kind:
        """What it does to the grid, with label and colour."""
        return Kind(self.kind)

    @property
    def stage(self) -> ProposalState:
        """The state with its label and colour."""
        return ProposalState(self.state)
