"""Something that a device is told to do."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Command(models.Model):
    """A command: open, resync, or set with `args`. `acked_at` when the device said it did it, `refused` what it said instead.

    `gone_at` ends a command that no longer makes sense: a door is not opened an hour after somebody asked.
    """

    device = models.ForeignKey("telemetry.Device", models.CASCADE, related_name="commands")
    ref = models.CharField(max_length=32, unique=True)
    action = models.CharField(max_length=20)
    args = models.JSONField(default=dict, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    gone_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    acked_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["device", "acked_at", "gone_at"], name="telemetry_command_open")]

    def __str__(self) -> str:
        return f"{self.action} {self.ref}"
