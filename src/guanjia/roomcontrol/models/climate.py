"""The air of a room: what was set and why, and who was too cold."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AirRecord(models.Model):
    """One set-point as it was sent, and what it rests on (codes of rules.climate.Why)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    temperature_c = models.FloatField()
    humidity = models.PositiveSmallIntegerField()
    fresh_m3h = models.PositiveIntegerField()
    why = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["room", "-at"], name="room_air_latest")]

    def __str__(self) -> str:
        return f"{self.room_id} {self.temperature_c}"


class Comfort(models.Model):
    """Somebody was too cold or too warm (SURV-016): what was changed at once, and that somebody asks again."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    cold = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    was_c = models.FloatField(_("degrees before"))
    now_c = models.FloatField(_("degrees after"))
    block = models.ForeignKey("conference.Block", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["room", "-at"], name="room_comfort_latest")]

    def __str__(self) -> str:
        return f"{self.room_id} {self.was_c} {self.now_c}"
