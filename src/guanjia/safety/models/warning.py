"""Fraud warnings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.safety.rules.concerns import Sign
from guanjia.safety.rules.warnings import Channel, WarningState


class FraudWarning(models.Model):
    """A notice that warns of fraud (SAFE-007). `for_elderly`: it is told to elderly owners in person too (SAFE-005)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"))
    sign = models.CharField(_("pattern"), max_length=12, choices=choices(Sign), blank=True)
    for_elderly = models.BooleanField(_("for elderly owners specially"), default=True)
    state = models.CharField(max_length=10, choices=choices(WarningState), default=WarningState.DRAFT)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> WarningState:
        """The state with its label and colour."""
        return WarningState(self.state)


class Posting(models.Model):
    """Somebody posted it there and says so."""

    warning = models.ForeignKey(FraudWarning, models.CASCADE, related_name="postings")
    channel = models.CharField(max_length=8, choices=choices(Channel))
    where = models.CharField(_("where"), max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["warning", "channel", "where"], name="safety_posted_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.where}"

    @property
    def channel_enum(self) -> Channel:
        """The channel with its label."""
        return Channel(self.channel)
