"""A meeting that is asked to give way to another (让室)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class GivingWay(models.Model):
    """The block that gives way, the event that wants its room, and the two proposals made to the displaced one.

    Proposals are null where there was none. `choice` is "room" or "time" once its co-ordinator accepted.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    block = models.ForeignKey("conference.Block", models.CASCADE, related_name="giving_way")
    comer = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    wanted_from = models.DateTimeField()
    wanted_until = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300)
    other_room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    other_room_score = models.PositiveSmallIntegerField(null=True, blank=True)
    other_time = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    choice = models.CharField(max_length=8, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block"], condition=models.Q(settled_at=None), name="conference_giving_way_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.block_id} -> {self.comer_id}"
