"""Something bought on a client's behalf."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purchase(models.Model):
    """A purchase entrusted to us (代购): how much, when it is to be served, who accepted it (CONF-027, CONF-028).

    `bought_at` starts the promise that the client confirms or is told; `confirmed_at` and `confirmed_by` end it.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="purchases")
    item = models.CharField(_("what"), max_length=120)
    quantity = models.CharField(_("how much"), max_length=40)
    serve_at = models.DateTimeField(_("to be served"))
    cost_fen = models.PositiveBigIntegerField(_("cost"), default=0)
    ordered_at = models.DateTimeField()
    bought_at = models.DateTimeField(null=True, blank=True)
    bought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(_("accepted by"), max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["serve_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"
