"""What a household wishes about its parcels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HouseholdWish(models.Model):
    """Whether the counter takes parcels for the household, and whether it brings them up (elders, limited mobility)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    unit = models.OneToOneField("places.Unit", models.CASCADE, related_name="parcel_wish")
    accepts = models.BooleanField(_("takes parcels in"), default=True)
    bring_up = models.BooleanField(_("bring them up"), default=False)
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField(_("said on"))

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.accepts}"
