"""Mass outages."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """One cause that many people report (群诉/批量故障): what the desk reads out, and the requests that hang on it.

    `building` None: the whole site. It ends once; whoever reported it is told then.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("what is out"), max_length=200)
    read_out = models.TextField(_("what the desk reads out"))
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("since"))
    expected_at = models.DateTimeField(_("expected end"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="incident_number")]
        indexes: ClassVar = [models.Index(fields=["site", "ended_at"], name="incident_open")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
