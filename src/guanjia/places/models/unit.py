"""A home, a shop, an office: what one household or firm occupies."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.places.rules.units import UnitKind


class Unit(models.Model):
    """A unit (房屋/户). `code` is how people say it, "3-2-1201": building, section if there is one, number of the door.

    One code a site. `level` None: unknown or several storeys; `area_m2` None: not measured; `delivered_on` None: the
    developer has not handed it over. Spaces are rooms that are booked and cleaned; a unit is what somebody owns.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="units")
    building = models.ForeignKey("places.Building", models.PROTECT, related_name="units")
    section = models.ForeignKey("places.Section", models.PROTECT, null=True, blank=True, related_name="units")
    level = models.SmallIntegerField(_("level"), null=True, blank=True)
    code = models.CharField(_("unit"), max_length=60)
    number = models.CharField(_("door number"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(UnitKind), default=UnitKind.HOME)
    area_m2 = models.DecimalField(_("area, m²"), max_digits=9, decimal_places=2, null=True, blank=True)
    delivered_on = models.DateField(_("handed over on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="one_unit_per_code"),
            models.CheckConstraint(
                condition=models.Q(area_m2=None) | models.Q(area_m2__gt=0), name="unit_area_positive"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "number"], name="unit_by_number")]

    def __str__(self) -> str:
        return self.code

    @property
    def kind_enum(self) -> UnitKind:
        """The kind with its label and colour."""
        return UnitKind(self.kind)
