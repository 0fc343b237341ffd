"""What finance says is unpaid, unit by unit, as of a day. No ledger: what a sheet said, until the next one (FIELD 30)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ArrearsSheet(models.Model):
    """A statement that came in: as of which day, from which file, how much in all.

    Only the latest one keeps its lines; of the others the totals stay. `digest` tells the same statement sent twice.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(_("units"))
    total_fen = models.BigIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-as_of", "-pk"]
        indexes: ClassVar = [models.Index(fields=["site", "-as_of", "-id"], name="arrears_latest")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.as_of}"


class Arrears(models.Model):
    """What one unit owes by the latest statement, and since when. No name: whoever belongs to the unit is in the register."""

    sheet = models.ForeignKey(ArrearsSheet, models.CASCADE, related_name="lines")
    unit = models.ForeignKey("places.Unit", models.CASCADE, related_name="+")
    amount_fen = models.BigIntegerField()
    since = models.DateField(_("unpaid since"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "unit"], name="one_arrears_line_a_unit"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="arrears_are_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.amount_fen}"
