"""The search for a floor plan."""

from typing import ClassVar

from django.db import models

from guanjia.foundation.jobs.public import Run


class FloorRun(Run):
    """One search; at most one runs per plan. `cost`, `bound` and `greedy_cost` are in the prices of ADR 0100."""

    plan = models.ForeignKey("seating.SeatPlan", models.CASCADE, related_name="runs")
    greedy_cost = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state__in=["waiting", "running"]), name="seating_run_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"
