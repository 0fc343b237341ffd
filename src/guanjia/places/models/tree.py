"""The tree of a site: buildings, sections, floors, spaces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Building(models.Model):
    """A building (楼栋)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="buildings")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_building_per_code")]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A part of a building with its own entrance (单元)."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="sections")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["building", "code"], name="one_section_per_code")]

    def __str__(self) -> str:
        return self.name


class Floor(models.Model):
    """A storey (楼层). `level` orders them: 1 is the ground floor, -1 the first below it; 0 is not used."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="floors")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="floors")
    level = models.SmallIntegerField(_("level"))
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        ordering = ["building__code", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "level"], condition=models.Q(section=None), name="one_floor_per_level"
            ),
            models.UniqueConstraint(
                fields=["section", "level"],
                condition=models.Q(section__isnull=False),
                name="one_floor_per_section_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Space(models.Model):
    """A place that is not divided further (场所). Slots are taken space by space, so a whole hall is all its parts."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="spaces")
    floor = models.ForeignKey(Floor, models.PROTECT, null=True, blank=True, related_name="spaces")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    area_m2 = models.DecimalField(_("area, m²"), max_digits=9, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["site", "code"], name="one_space_per_code"),
            models.CheckConstraint(
                condition=models.Q(area_m2=None) | models.Q(area_m2__gt=0), name="space_area_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name
