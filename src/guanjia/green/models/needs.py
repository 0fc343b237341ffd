"""What guests told."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from guanjia.green.rules.needs import BY_CODE


class GuestNeeds(models.Model):
    """What one guest eats and needs, locked under the person's own key (class P3: health, belief).

    `sealed` holds codes of rules.needs.Need and the guest's own words. Erased seven days after the event, with the person, or
    when the guest takes it back. `told_by` None: the guest, by their own page.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    guest = models.OneToOneField("conference.Guest", models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event", "guest"], name="green_needs_event")]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.guest_id}"


class KitchenNote(models.Model):
    """A change that came after the kitchen's order was closed: how many more or fewer of what, and no name.

    `changes` maps codes of rules.needs.Need to a number. `other` is True when a line in the guest's own words changed as well.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    meal = models.ForeignKey("green.Meal", models.CASCADE, related_name="notes")
    changes = models.JSONField(default=dict)
    other = models.BooleanField(default=False)
    noted_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event", "noted_at"], name="green_note_event")]

    def __str__(self) -> str:
        return f"{self.meal_id}/{self.pk}"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(label, signed number) of what changed."""
        return [(BY_CODE[code].label, f"{more:+d}") for code, more in self.changes.items() if code in BY_CODE]
