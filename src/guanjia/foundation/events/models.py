"""Who still has to hear of what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class WebhookEndpoint(models.Model):
    """Another program that wants to hear of events of a site. Its secret is derived from `salt`, so none is stored."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    salt = models.CharField(max_length=32)
    event_kinds = models.JSONField(_("events"), default=list)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="webhook_name_once_a_site")]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One event for one endpoint:

    sent at least once, tried again until it is answered with 2xx or a week has passed.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Delivered")
        FAILED = "failed", _("Given up")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    status_code = models.PositiveIntegerField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "entry"], name="webhook_event_once_an_endpoint")]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=models.Q(state="queued"), name="webhook_waiting"),
            models.Index(fields=["site", "-id"], name="webhook_by_site"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.endpoint_id}"
