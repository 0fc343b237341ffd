"""Who owns, rents and lives in a unit, from when until when (一户一档)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.people.rules.occupancy import Relation


class OccupancyQuerySet(models.QuerySet["Occupancy"]):
    def current(self, on: object) -> "OccupancyQuerySet":
        """Those in force on the local day `on`: `since` counts, `until` is the first day that no longer does."""
        return self.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on))


class Occupancy(models.Model):
    """One dated relation of a person to a unit. Ended rows stay: who lived there then is asked years later.

    `since` None: from before we kept records; `until` None: without end, for a lessee the lease's end. One open row a
    relation, person and unit. `is_contact`: whom the desk rings first. Written by people.actions.occupancy alone.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="occupancies")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="occupancies")
    relation = models.CharField(_("relation"), max_length=12, choices=choices(Relation))
    since = models.DateField(_("begins on"), null=True, blank=True)
    until = models.DateField(_("ends on"), null=True, blank=True)
    lives_here = models.BooleanField(_("lives here"), default=True)
    is_contact = models.BooleanField(_("first contact"), default=False)
    rev = models.PositiveIntegerField(default=1)

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "person", "relation"], condition=Q(until=None), name="one_open_relation"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")), name="occupancy_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "until"], name="occupancy_of_unit"),
            models.Index(fields=["person", "until"], name="occupancy_of_person"),
            models.Index(fields=["site", "until"], name="occupancy_of_site"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.relation} @ {self.unit_id}"

    @property
    def relation_enum(self) -> Relation:
        """The relation with its label and colour."""
        return Relation(self.relation)
