"""A parcel at the counter or in a locker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.parcels.rules.accepting import Packaging
from guanjia.kernel.states import choices


class Parcel(models.Model):
    """What a parcel is beside a thing in custody: its number, its carrier, its pick-up code.

    `is_open` follows the thing's state, for the two promises that the database keeps: one open parcel a tracking number,
    one open parcel a code. The code is made from `code_salt` and the installation's secret; its digest alone is kept.
    `tries` counts wrong codes; from five on it is locked until a supervisor unlocks it. `recipient` is what the label
    says. `declared` is the value that the sender stated. `withheld_code`: it lies in a locker, which has its own code.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    item = models.OneToOneField("custody.Item", models.PROTECT, related_name="parcel")
    is_open = models.BooleanField(default=True)
    tracking_number = models.CharField(_("tracking number"), max_length=40)
    carrier = models.CharField(_("carrier"), max_length=12, blank=True)
    packaging = models.CharField(_("packaging"), max_length=10, choices=choices(Packaging), default=Packaging.INTACT)
    content = models.CharField(_("content"), max_length=20, default="ordinary")
    recipient = models.CharField(_("recipient on the label"), max_length=120, blank=True)
    declared = models.DecimalField(_("declared value"), max_digits=10, decimal_places=2, null=True, blank=True)
    code_salt = models.PositiveIntegerField(default=0)
    code_digest = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(_("recipient told"), null=True, blank=True)
    reminder_count = models.PositiveSmallIntegerField(default=0)
    locker = models.ForeignKey("parcels.Locker", models.PROTECT, null=True, blank=True, related_name="parcels")
    box = models.CharField(_("box"), max_length=20, blank=True)
    locker_ref = models.CharField(max_length=64, blank=True)
    locker_until = models.DateTimeField(_("box held until"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "tracking_number"], condition=Q(is_open=True), name="one_open_parcel_per_number"
            ),
            models.UniqueConstraint(
                fields=["site", "code_digest"],
                condition=Q(is_open=True) & ~Q(code_digest=""),
                name="one_open_parcel_per_code",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "is_open", "tracking_number"], name="parcel_by_number")]

    def __str__(self) -> str:
        return self.tracking_number
