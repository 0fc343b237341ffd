"""Something that a device said."""

from typing import ClassVar

from django.db import models


class DeviceEvent(models.Model):
    """One event, numbered by the device; a second delivery of a number is ignored. `key` is what was shown to it, digested.

    `said_at` is the device's own clock, `received_at` ours; the two differ when it was without network.
    """

    device = models.ForeignKey("telemetry.Device", models.CASCADE, related_name="events")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    said_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["device", "number"], name="one_event_per_number")]
        indexes: ClassVar = [
            models.Index(fields=["device", "said_at"], name="telemetry_event_time"),
            models.Index(fields=["key", "said_at"], name="telemetry_event_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
