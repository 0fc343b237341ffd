"""Who has a space when, and when it is closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.places.models.room import Room
from guanjia.places.models.tree import Space


class Slot(models.Model):
    """A space taken from `starts_at` to before `ends_at`, set-up and clear-down included, by one holder.

    No two slots of a space overlap, firm or tentative: an exclusion constraint (PostgreSQL) and a trigger (SQLite) of
    migration 0002 see to it. `room` is the room that was booked. Written by `actions.slots` only, which locks first.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, related_name="slots")
    room = models.ForeignKey(Room, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    holder_kind = models.CharField(max_length=48)
    holder_id = models.BigIntegerField()
    firm = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_starts")
        ]
        indexes = [
            models.Index(fields=["space", "starts_at", "ends_at"], name="slot_space_time"),
            models.Index(fields=["holder_kind", "holder_id"], name="slot_holder"),
            models.Index(fields=["site", "starts_at"], name="slot_site_time"),
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.starts_at:%Y-%m-%d %H:%M} {self.holder_kind}#{self.holder_id}"


class Closure(models.Model):
    """Spaces out of use for a time (停用), with the reason that whoever asks for the room reads."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="closures")
    spaces = models.ManyToManyField(Space, related_name="closures")
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"))
    reason = models.CharField(_("reason"), max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="closure_ends_after_it_starts")
        ]
        indexes = [models.Index(fields=["site", "ends_at"], name="closure_site_time")]

    def __str__(self) -> str:
        return f"{self.reason} {self.starts_at:%Y-%m-%d %H:%M}"
