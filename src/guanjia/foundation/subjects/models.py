"""Which subjects wait for the planner."""

from django.db import models

from guanjia.foundation.sites.public import Site


class PlanCursor(models.Model):
    """Where planning stands for one subject. `rev` only grows; `dirty` says that it was raised since the last plan.

    `next_horizon_at` is when the planner must look again though nothing changed (calendar and quota promises).
    """

    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    rev = models.PositiveBigIntegerField(default=1)
    dirty = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    next_horizon_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="plan_cursor_once_a_subject")]
        indexes = [models.Index(fields=["changed_at", "id"], condition=models.Q(dirty=True), name="plan_cursor_dirty")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} rev {self.rev}"
