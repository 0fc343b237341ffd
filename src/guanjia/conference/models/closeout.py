"""What is left when a meeting is over: photos before and after, damage."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.closeout import DamageState
from guanjia.kernel.states import choices


class RoomPhoto(models.Model):
    """A photo of the room before or after a meeting (CLOS-002); none is asked for, or taken, in a controlled one."""

    block = models.ForeignKey("conference.Block", models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    after = models.BooleanField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "file", "after"], name="conference_room_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.block_id}/{self.pk}"


class Damage(models.Model):
    """Damage and its six steps (CLOS-008..013). Money in cents. Its photos are files held by ("conference.damage", pk).

    `flags` keep what weakens the claim: no_agreement, no_before_photo.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    block = models.ForeignKey("conference.Block", models.PROTECT, related_name="damages")
    state = models.CharField(_("state"), max_length=12, choices=choices(DamageState), default=DamageState.REPORTED)
    what = models.CharField(_("what is damaged"), max_length=200)
    report = models.TextField(_("damage report"), blank=True)
    confirmation = models.TextField(_("what those responsible say"), blank=True)
    prior_agreement = models.CharField(_("agreed before the event"), max_length=300, blank=True)
    party = models.CharField(_("liable party"), max_length=160, blank=True)
    cost = models.BigIntegerField(_("cost of repair or replacement"), null=True, blank=True)
    agreement = models.TextField(_("compensation agreed"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    flags = models.JSONField(default=list)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["block", "reported_at"], name="conference_damage_block")]

    def __str__(self) -> str:
        return self.what

    @property
    def stage(self) -> DamageState:
        """The state with its label and colour."""
        return DamageState(self.state)
