"""The search for a floor plan."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.seating.rules.states import RunState


class FloorRun(models.Model):
    """One search: where it stands, what the best plan costs and what the least possible is. At most one runs per plan.

    `percent` is of the time it may take; `cost`, `bound` and `greedy_cost` are in the prices of ADR 0100.
    """

    plan = models.ForeignKey("seating.SeatPlan", models.CASCADE, related_name="runs")
    state = models.CharField(_("state"), max_length=8, choices=choices(RunState), default=RunState.WAITING)
    seconds = models.PositiveSmallIntegerField(default=60)
    percent = models.PositiveSmallIntegerField(default=0)
    cost = models.JSONField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    greedy_cost = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state__in=["waiting", "running"]), name="seating_run_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"

    @property
    def stage(self) -> RunState:
        """The state with its label and colour."""
        return RunState(self.state)
