"""The beats of the clock."""

from django.db import models


class Beat(models.Model):
    """One beat: when it is due next and how its last run went. The row is the lease that keeps two clocks apart."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    run_count = models.PositiveBigIntegerField(default=0)
    failure_count = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
