"""Where each series of numbers stands."""

from django.db import models

from guanjia.foundation.sites.public import Site


class Counter(models.Model):
    """The last number taken of one series on one local day of a site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    series = models.CharField(max_length=20)
    on = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "series", "on"], name="counter_once_a_day")]

    def __str__(self) -> str:
        return f"{self.series} {self.on} {self.last}"
