"""The whole booking."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.conference.rules.states import EventState, Regime, Secrecy, Track
from guanjia.kernel.states import choices


class Event(models.Model):
    """An event (会务): one enquiry, application, call or imported programme, with its blocks and sessions.

    Written only by conference.actions. `rev` grows with every change of the sheet's facts; a stale save gets 409.
    A controlled event (FIELD 1) has its reference as title and no client, agenda, names or papers.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    ref = models.CharField(_("reference"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=choices(EventState), default=EventState.ENQUIRY)
    regime = models.CharField(_("regime"), max_length=20, choices=choices(Regime), default=Regime.COMMERCIAL)
    track = models.CharField(_("way in"), max_length=20, choices=choices(Track), default=Track.ENQUIRY)
    secrecy = models.CharField(_("secrecy"), max_length=20, choices=choices(Secrecy), default=Secrecy.ORDINARY)
    kind = models.CharField(_("kind of meeting"), max_length=40, blank=True)
    tone = models.CharField(_("tone"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("client")
    )
    contact_name = models.CharField(_("contact"), max_length=80, blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("co-ordinator"),
    )
    expected_count = models.PositiveIntegerField(_("expected headcount"), default=0)
    guaranteed_count = models.PositiveIntegerField(_("guaranteed headcount"), null=True, blank=True)
    vip_count = models.PositiveIntegerField(_("guests of honour"), default=0)
    large = models.BooleanField(_("large event"), default=False)
    real_name = models.BooleanField(_("real-name admission"), default=False)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    needs = models.JSONField(_("needs"), default=dict, blank=True)
    external_key = models.CharField(max_length=200, blank=True, help_text=_("Key of an imported programme"))
    external_version = models.CharField(max_length=80, blank=True)
    rev = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "ref"], name="conference_event_ref"),
            models.UniqueConstraint(
                fields=["site", "external_key"], condition=~models.Q(external_key=""), name="conference_event_external"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "starts_at"], name="conference_event_list")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def stage(self) -> EventState:
        """The state with its label and colour."""
        return EventState(self.state)
