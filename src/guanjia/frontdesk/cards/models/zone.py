"""A zone: doors that open together."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Zone(models.Model):
    """A set of doors (门禁分区). `building` None: for everybody of the site. `family`, `tenant`: whose cards open it too."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, blank=True, related_name="+")
    family = models.BooleanField(_("open to family"), default=True)
    tenant = models.BooleanField(_("open to lessees"), default=True)
    doors = models.ManyToManyField("telemetry.Device", blank=True, related_name="zones")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_zone_per_code")]

    def __str__(self) -> str:
        return self.name
