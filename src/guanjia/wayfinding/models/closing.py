"""A way that cannot be used for a time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Closing(models.Model):
    """A lift, stairs (`via`) or one link closed from `since` to before `until` (None: until somebody opens it).

    Ways lead round it at once; at `until` they use it again by themselves, and somebody owes a look whether that is true.
    `facility`: closed because it is blocked on the visitors' map; open again when it is.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    via = models.CharField(_("lift or stairs"), max_length=40, blank=True)
    link = models.ForeignKey("wayfinding.WayLink", models.CASCADE, null=True, blank=True, related_name="closings")
    reason = models.CharField(_("reason"), max_length=120)
    since = models.DateTimeField()
    until = models.DateTimeField(_("closed until"), null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    facility = models.ForeignKey("visitors.Facility", models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(link=None) ^ Q(via=""), name="way_closing_of_one"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=models.F("since")), name="way_closing_order"),
            models.UniqueConstraint(
                fields=["site", "via"], condition=Q(lifted_at=None) & ~Q(via=""), name="way_closing_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "lifted_at"], name="way_closing_open")]

    def __str__(self) -> str:
        return self.via or str(self.link)
