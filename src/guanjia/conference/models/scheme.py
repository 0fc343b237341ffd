"""What we propose to the client."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import State, choices
from guanjia.kernel.words import gettext_noop as N_


class SchemeState(State):
    """From the drawing board to the client's word."""

    DRAFT = "draft", N_("Draft"), "secondary"
    OFFERED = "offered", N_("With the client"), "blue"
    ACCEPTED = "accepted", N_("Accepted"), "green"
    RETURNED = "returned", N_("Sent back"), "orange"
    WITHDRAWN = "withdrawn", N_("Withdrawn"), "secondary"


class Pricing(models.TextChoices):
    """What the client is charged of the budget (BUDG-009)."""

    FULL = "full", _("Full price")
    LOW = "low", _("Low price")
    FREE = "free", _("Free of charge")


class Scheme(models.Model):
    """Room, time, set-up and plans for one event (W01 3-4, CONF-017). The budget's lines hang on it.

    The room is held for it, not firmly, until `held_until` (None: not held). `criteria` are the six of VENU-001..006
    as they were judged; `weather` (VENU-018) and `parking` (VENU-019) map a measure to what is arranged.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="schemes")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(max_length=12, choices=choices(SchemeState), default=SchemeState.DRAFT)
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+", verbose_name=_("room"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    style = models.CharField(_("set-up style"), max_length=20)
    headcount = models.PositiveIntegerField(_("headcount"))
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    criteria = models.JSONField(default=list)
    breaks = models.JSONField(default=list)
    menu = models.JSONField(default=list)
    weather = models.JSONField(default=dict, blank=True)
    parking = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    pricing = models.CharField(_("price"), max_length=8, choices=Pricing.choices, default=Pricing.FULL)
    charge_percent = models.PositiveSmallIntegerField(_("charged, per cent"), default=100)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="conference_scheme_number"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="conference_scheme_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"

    @property
    def stage(self) -> SchemeState:
        """The state with its label and colour."""
        return SchemeState(self.state)
