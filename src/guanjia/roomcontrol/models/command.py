"""What somebody typed or said to a room."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SpokenCommand(models.Model):
    """A sentence, what was understood or why not, and whether it was confirmed. Kept, so that nobody wonders why it got dark."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    text = models.CharField(max_length=80)
    understood = models.JSONField(default=dict)
    refused = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["room", "-at"], name="room_command_latest")]

    def __str__(self) -> str:
        return self.text
