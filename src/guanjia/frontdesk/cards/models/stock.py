"""Blank cards."""

from django.db import models
from django.db.models import Q


class CardStock(models.Model):
    """How many blank cards lie in the drawer of a site; never fewer than none."""

    site = models.OneToOneField("sites.Site", models.CASCADE, related_name="+")
    blanks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(blanks__gte=0), name="no_negative_blanks")]

    def __str__(self) -> str:
        return str(self.blanks)
