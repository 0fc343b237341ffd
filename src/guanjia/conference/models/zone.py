"""A fire zone for half a day."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ZoneHalfDay(models.Model):
    """The part of the fire checklist that is common to the rooms of a floor, signed once per half-day (FIELD 17).

    `zone` is the floor's code, "" where rooms have none; `half` is am before local noon, else pm.
    `first_start_at` is the earliest start of a placed block in it, `last_end_at` the latest end of one that starts
    in it; both None when all of them went away.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    zone = models.CharField(_("zone"), max_length=40, blank=True)
    on = models.DateField(_("day"))
    half = models.CharField(_("half-day"), max_length=2, choices=[("am", _("Morning")), ("pm", _("Afternoon"))])
    first_start_at = models.DateTimeField(null=True, blank=True)
    last_end_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "zone", "on", "half"], name="conference_zone_half_day")
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.on} {self.half}"
