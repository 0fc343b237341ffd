"""A link by which the client answers without an account."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ClientLink(models.Model):
    """One question to the client: confirm the needs, approve scheme and budget, agree to a change, accept a purchase.

    The token goes out in the link and is stored hashed. `target_id` is the scheme, the sheet's version or the purchase
    asked about. `message_id` is the e-mail that carried it, None when it was only handed over. It is used once:
    `answered_at`, `accepted` and `comment` are the answer. `withdrawn_at`: a newer link took its place, or the matter was settled on paper.
    """

    class Kind(models.TextChoices):
        NEEDS = "needs", _("Confirm the needs")
        SCHEME = "scheme", _("Approve scheme and budget")
        CHANGE = "change", _("Agree to a change")
        PURCHASE = "purchase", _("Accept a purchase")

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="client_links")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    target_id = models.BigIntegerField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    message_id = models.BigIntegerField(null=True, blank=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("name"), max_length=80, blank=True)
    accepted = models.BooleanField(null=True)
    comment = models.TextField(_("comment"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event", "kind"], name="conference_link_event")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.kind}"
