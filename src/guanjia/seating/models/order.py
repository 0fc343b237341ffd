"""The organiser's signed order."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.seating.rules.order import Basis, TieBy


class SignedOrder(models.Model):
    """One version of the order of precedence that the organiser signed (排序名单); the highest `number` of an event holds.

    Immutable. `signed_by` is the organiser's name under the list, `signed_on` the day it bears; `taken_by` who entered it.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    signed_by = models.CharField(_("signed by"), max_length=80)
    signed_on = models.DateField(_("signed on"))
    basis = models.CharField(_("ordered by"), max_length=12, default=Basis.NUMBER)
    tie_by = models.CharField(_("equal numbers by"), max_length=10, default=TieBy.STROKES)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "number"], name="seating_order_once")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"


class OrderLine(models.Model):
    """Somebody's place in a signed order. `given` is the organiser's number, or what was given, `place` the one after ties."""

    order = models.ForeignKey(SignedOrder, models.CASCADE, related_name="lines")
    guest = models.ForeignKey("conference.Guest", models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    given = models.PositiveIntegerField(null=True, blank=True)
    tied = models.BooleanField(default=False)
    side = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "place"], name="seating_line_place"),
            models.UniqueConstraint(fields=["order", "guest"], name="seating_line_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.guest_id}"
