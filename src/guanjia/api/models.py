"""Keys by which programs enter."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A token: it acts as `user`, at `sites`, within `scopes` and until `expires_at` (None: without end).

    The text is told once; `token_hash` is its SHA-256, `prefix` its beginning, by which people tell tokens apart.
    `last_used_at` is exact to a minute.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("acts as"))
    sites = models.ManyToManyField("sites.Site", related_name="+", verbose_name=_("sites"))
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("may"), default=list)
    per_minute = models.PositiveIntegerField(_("requests a minute"), default=600)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"

    def is_live(self, at: datetime) -> bool:
        """Whether it opens anything at `at`: neither revoked nor expired, and its user may log in."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at) and self.user.is_active


class ApiAnswer(models.Model):
    """The answer to a POST with an Idempotency-Key, kept for a day; `claim` tells which of two senders came first."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    claim = models.UUIDField()
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(default="null")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]
        indexes: ClassVar = [models.Index(fields=["at"], name="api_answer_age")]

    def __str__(self) -> str:
        return self.key


class CalendarKey(models.Model):
    """The version of a reader's calendar addresses: another one makes all earlier addresses void."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"
