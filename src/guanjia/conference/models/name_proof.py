"""Names read before they are printed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameProof(models.Model):
    """One of the three looks at a guest's name before a card is printed (核名, FIELD 16).

    `text_hash` is of exactly what would be printed: a changed name no longer matches and is open again, it alone.
    """

    class Step(models.TextChoices):
        ORGANISER = "organiser", _("Organiser confirmed")
        FIRST = "first", _("First reader")
        SECOND = "second", _("Second reader")

    guest = models.ForeignKey("conference.Guest", models.CASCADE, related_name="proofs")
    step = models.CharField(max_length=10, choices=Step.choices)
    text_hash = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["guest", "step"], name="conference_name_proof_once")]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.step}"
