"""What was said between the client and us."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.needs import Channel


class Exchange(models.Model):
    """A talk, call, mail or letter put on record (CONF-013, CONF-015). What is `important` wants the client's
    confirmation (CONF-016): `confirmed_at` says that it came.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="exchanges")
    at = models.DateTimeField(_("when"))
    channel = models.CharField(_("channel"), max_length=16, choices=[(each.value, each.label) for each in Channel])
    summary = models.TextField(_("what was said"))
    important = models.BooleanField(_("the client must confirm it"), default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.summary[:60]
