"""A device that speaks and obeys."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.telemetry.rules.devices import DeviceKind


class Device(models.Model):
    """A door, gate or lift controller; a light, curtain or sensor of a `room`, whose last reported `state` is kept.

    `wanted_version` is the newest grant list it should keep, `applied_version` the one that it says it keeps; where they
    differ the page says so.

    `locked_secret` signs every word between us. `offline_hours` is how long its grants hold without a word from us;
    `spoken` numbers what we say to it, so that an old word is not heard again. `heard` is the last of its numbers
    up to which nothing is missing. `drift_ms` is how far its clock is ahead of ours.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="devices")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(DeviceKind), default=DeviceKind.DOOR)
    place = models.CharField(_("place"), max_length=120, blank=True)
    room = models.ForeignKey(
        "places.Room", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    state = models.JSONField(default=dict, blank=True)
    state_at = models.DateTimeField(null=True, blank=True)
    locked_secret = models.TextField()
    offline_hours = models.PositiveSmallIntegerField(_("holds without network for, hours"), default=24)
    wanted_version = models.PositiveBigIntegerField(default=1)
    sent_version = models.PositiveBigIntegerField(default=0)
    applied_version = models.PositiveBigIntegerField(default=0)
    applied_digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    spoken = models.PositiveBigIntegerField(default=0)
    heard = models.PositiveBigIntegerField(default=0)
    last_seen_at = models.DateTimeField(_("last contact"), null=True, blank=True)
    drift_ms = models.BigIntegerField(_("clock ahead by, ms"), default=0)
    drifting_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="one_device_per_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_current(self) -> bool:
        """Whether it keeps the newest list that it should."""
        return self.applied_version >= self.wanted_version
