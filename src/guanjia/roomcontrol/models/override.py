"""What somebody has set by hand against the rules of the house."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Override(models.Model):
    """A kind of device of a room held as somebody set it, until `until` at the latest: it cannot be forgotten.

    It stands on the room's page, a duty falls due at `until`, and the start of the next meeting ends it with a note.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    room = models.ForeignKey("places.Room", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12)
    values = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=10, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "kind"], condition=Q(ended_at=None), name="room_one_override"),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="room_override_order"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.kind}"
