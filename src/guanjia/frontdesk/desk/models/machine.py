"""Desk machines, PINs, and who sits where."""

import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Machine(models.Model):
    """A computer of a post (FIELD 8). Its cookie holds a token of which only the hash is kept.

    `extension` is the telephone that stands beside it: calls for it pop up here.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    post_code = models.CharField(_("post"), max_length=64)
    extension = models.CharField(_("extension"), max_length=12, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "name"], condition=models.Q(revoked_at=None), name="one_machine_per_name"
            ),
            models.UniqueConstraint(
                fields=["site", "extension"],
                condition=models.Q(revoked_at=None) & ~models.Q(extension=""),
                name="one_machine_per_extension",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hash_of(token: str) -> str:
        """How a token is kept: SHA-256, for it is long and random."""
        return hashlib.sha256(token.encode()).hexdigest()


class Pin(models.Model):
    """Somebody's PIN (hashed slowly) and the code on their card (hash of a long random one)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_pin")
    pin_hash = models.CharField(max_length=200)
    badge_hash = models.CharField(max_length=64, unique=True)
    set_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_try_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"PIN of {self.user_id}"


class Sitting(models.Model):
    """Somebody at a machine, from signing in to signing out or being relieved by the next."""

    machine = models.ForeignKey(Machine, models.PROTECT, related_name="sittings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["machine"], condition=models.Q(until=None), name="one_sits_at_a_machine")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.machine_id}"
