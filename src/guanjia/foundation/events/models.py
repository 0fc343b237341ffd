"""Who still has to hear of what."""

from django.db import models

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site


class Delivery(models.Model):
    """One event for one receiver. Delivered when `delivered_at` is set, in the transaction of the receiver's effect."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=160)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "receiver"], name="delivery_once_a_receiver")]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=models.Q(delivered_at__isnull=True), name="delivery_undelivered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.receiver}"
