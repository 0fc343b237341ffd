"""Log-in by a code sent to the phone, and the browsers that are logged in."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class LoginCode(models.Model):
    """One code asked for one phone. The phone is found by digest and kept locked; of the code a keyed digest stays.

    `locked_code` is there only until it is sent; whether anybody has that phone is asked when it is sent, so that the page
    takes as long for a stranger's.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    phone_digest = models.CharField(max_length=64)
    locked_phone = models.TextField()
    from_digest = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    locked_code = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["phone_digest", "asked_at"], name="login_code_by_phone"),
            models.Index(fields=["from_digest", "asked_at"], name="login_code_by_sender"),
            models.Index(fields=["expires_at"], condition=~models.Q(locked_code=""), name="login_code_unsent"),
        ]

    def __str__(self) -> str:
        return f"code of {self.asked_at:%Y-%m-%d %H:%M}"


class Device(models.Model):
    """A browser in which somebody is logged in on the portal. The session carries the token, here lies its digest.

    `ended_at` set: signed out, from here or from another device.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="portal_devices")
    token_digest = models.CharField(max_length=64, unique=True)
    agent = models.CharField(max_length=40, blank=True)
    agent_digest = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "ended_at"], name="device_of_user")]

    def __str__(self) -> str:
        return f"{self.agent} of {self.user_id}"
