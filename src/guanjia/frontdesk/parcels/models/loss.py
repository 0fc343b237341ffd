"""What somebody says to have lost."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class LossReport(models.Model):
    """A report of a loss (失物登记). `found` is the thing it turned out to be; `closed_at` ends the search."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    words = models.CharField(_("what was lost"), max_length=160)
    colour = models.CharField(_("colour"), max_length=20, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    lost_from = models.DateTimeField(_("lost after"))
    lost_until = models.DateTimeField(_("noticed at"))
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    found = models.ForeignKey("custody.Item", models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(_("reported"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="one_loss_per_number")]
        indexes: ClassVar = [models.Index(fields=["site", "closed_at", "reported_at"], name="loss_list")]

    def __str__(self) -> str:
        return f"{self.number} {self.words}"
