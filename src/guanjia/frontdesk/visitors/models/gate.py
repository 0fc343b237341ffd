"""Gates and what was scanned there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.rules.kinds import OUTER_WORDS
from guanjia.frontdesk.visitors.rules.states import SAID


def zone_word(zone: str) -> str:
    """What a zone is called in the reader's language: the outer gates, the lane, a building by its code."""
    return gettext(OUTER_WORDS[zone]) if zone in OUTER_WORDS else gettext("Building %(code)s") % {"code": zone}


class Gate(models.Model):
    """A door with a guard, a tablet or a kiosk. `zone` is what a pass must open; `door_code` is the public address on the
    QR code beside it, where visitors register themselves; `waiting` says where they sit meanwhile. `tries` counts the codes
    that nobody has, typed at its kiosk since `tried_at`; too many close the field until `locked_until`.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    code = models.SlugField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    zone = models.CharField(_("zone"), max_length=20)
    door_code = models.CharField(max_length=24, unique=True)
    waiting = models.CharField(_("waiting area"), max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="visitor_gate_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone_word(self) -> str:
        """The zone in words."""
        return zone_word(self.zone)


class GateScan(models.Model):
    """One scan at a gate. `client_id` is made by the gate, so a second sending is the same row. `at` is when it counts,
    `flag` says what somebody should look at: drift, twice, revoked.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="scans")
    visit = models.ForeignKey("visitors.Visit", models.SET_NULL, null=True, blank=True, related_name="scans")
    client_id = models.UUIDField(unique=True)
    direction = models.CharField(max_length=4, default="in")
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=16, blank=True)
    offline = models.BooleanField(default=False)
    flag = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["site", "at"], name="visitor_scans"),
            models.Index(fields=["visit", "at"], name="visitor_scans_of_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.gate_id} {self.direction} {self.outcome}"

    @property
    def said(self) -> str:
        """Why not, in the words of the door; "" where it opened without more."""
        return gettext(SAID[self.reason]) if self.reason in SAID else ""
