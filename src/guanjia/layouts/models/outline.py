"""The outline of a room."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.layouts.rules.hall import Hall, hall_from


class OutlineSource(models.TextChoices):
    """Where an outline comes from."""

    HAND = "hand", _("Measured by hand")
    IFC = "ifc", _("Read from a building model")


class RoomOutline(models.Model):
    """Walls, pillars, doors and stage of one room, in metres (`rules.hall`). A stale save of `rev` gets 409.

    `most` maps a style to the most people it takes here, as counted for this outline; empty until it is counted.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    room = models.OneToOneField("places.Room", models.CASCADE, related_name="+")
    data = models.JSONField()
    source = models.CharField(_("source"), max_length=4, choices=OutlineSource.choices, default=OutlineSource.HAND)
    source_name = models.CharField(_("read from"), max_length=200, blank=True)
    most = models.JSONField(default=dict, blank=True)
    rev = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["room_id"]

    def __str__(self) -> str:
        return f"{self.room_id}"

    @property
    def hall(self) -> Hall:
        """The outline as the rules read it."""
        return hall_from(self.data)
