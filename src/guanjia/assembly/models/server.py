"""Servers for picture and voice that the operator runs."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.assembly.rules.services import Own


class VideoServer(models.Model):
    """A relay for the house's video room, or a server of rooms for larger meetings; one of each kind a site.

    `address` is where browsers go (Jitsi), the interface (BigBlueButton), or the relay's addresses, one a line (turn:host:port).
    `locked_secret` is readable with this installation's secret only and is shown nowhere.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=[(each.value, each.label) for each in Own])
    address = models.CharField(_("address"), max_length=500)
    app = models.CharField(_("name of the application"), max_length=80, blank=True)
    locked_secret = models.TextField()
    active = models.BooleanField(_("active"), default=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "kind"], name="assembly_server_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"

    @property
    def sort(self) -> Own:
        """The kind with its label."""
        return Own(self.kind)
