"""What a client told us it likes, and its visits."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Preference(models.Model):
    """Something an organisation or one of its people told us (BRND-007). What events show is computed, never stored.

    Of an organisation `text` is plain; of a contact it is empty and `sealed` holds it, locked under the person's key with their consent
    (class P3, habits). Taken back or erased rows are gone, not flagged.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    contact = models.ForeignKey("people.Contact", models.CASCADE, null=True, blank=True, related_name="+")
    topic = models.CharField(_("about"), max_length=16)
    text = models.CharField(_("what"), max_length=200, blank=True)
    sealed = models.BinaryField(null=True)
    event = models.ForeignKey("conference.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField()
    noted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(contact=None, sealed=None) | models.Q(contact__isnull=False, text=""),
                name="clientele_person_sealed",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["site", "organisation"], name="clientele_preference_of")]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.topic}"


class Visit(models.Model):
    """A client that was here before comes again: what it likes is prepared (BRND-007). `number` counts its meetings."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"
