"""Labels on things, to be scanned."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Label(models.Model):
    """A printed code on a place or a thing (一物一码): whoever scans it reports without an account.

    It says on its page where it was made for, so that a copy on another door gives itself away. A lost or copied one is
    voided and another printed; the row stays.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    title = models.CharField(_("thing"), max_length=120)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey("places.Space", models.PROTECT, null=True, blank=True, related_name="+")
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, blank=True, related_name="+")
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "voided_at"], name="label_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """What it was made for, as a line."""
        parts = (
            self.building.name if self.building else "", self.unit.code if self.unit else "",
            self.place.name if self.place else "", self.title,
        )  # fmt: skip
        return " ".join(part for part in parts if part)
