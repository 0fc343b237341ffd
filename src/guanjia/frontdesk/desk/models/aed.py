"""Where the defibrillators hang."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aed(models.Model):
    """A defibrillator at a place of the site (急救, FIELD 25): a space, or a building, and the words that lead to it."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    building = models.ForeignKey(
        "places.Building", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("building")
    )
    space = models.ForeignKey(
        "places.Space", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    spot = models.CharField(_("how to find it"), max_length=120)
    is_open = models.BooleanField(_("can be fetched"), default=True)

    class Meta:
        ordering: ClassVar = ["building__code", "space__code", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(building__isnull=False) | models.Q(space__isnull=False), name="aed_has_a_place"
            )
        ]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.building, self.space, self.spot) if part)
