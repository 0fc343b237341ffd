"""A check-in desk with its own token."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Desk(models.Model):
    """A place where guests are let in: a scanner, a kiosk, a gate. Its token may admit to this event and nothing else.

    The token is shown once and stored hashed; it ends when it is revoked.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="desks")
    name = models.CharField(_("desk"), max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "name"], name="conference_desk_once")]

    def __str__(self) -> str:
        return self.name
