"""The call log."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.desk.rules.calls import OPEN_CALL, CallState
from guanjia.kernel.states import choices


class Call(models.Model):
    """One telephone call (电话记录); its number begins with DH.

    `caller` carries the telephone number, which lies encrypted with the person; somebody unknown is a person without a
    true name until registered. `line_key` is the telephone system's own name of the call, "" for one written by hand.
    The words are erased with the caller, or when their days are over (`cleared_at`). Written by desk.actions; `state` by move_call alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    state = models.CharField(_("state"), max_length=12, choices=choices(CallState), default=CallState.RINGING)
    line_key = models.CharField(max_length=80, blank=True)
    extension = models.CharField(_("extension"), max_length=12, blank=True)
    caller = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    caller_name = models.CharField(_("caller"), max_length=80, blank=True)
    content = models.TextField(_("what it is about"), blank=True)
    handling = models.TextField(_("what was done"), blank=True)
    urgent_word = models.CharField(max_length=20, blank=True)
    repeated = models.BooleanField(_("repeated and found right"), default=False)
    no_more_needs = models.BooleanField(_("nothing more is needed"), default=False)
    rung_at = models.DateTimeField(_("rang"))
    answered_at = models.DateTimeField(_("call taken at"), null=True, blank=True)
    rings = models.PositiveSmallIntegerField(_("rings"), null=True, blank=True)
    hung_up_at = models.DateTimeField(null=True, blank=True)
    promised_at = models.DateTimeField(_("call back by"), null=True, blank=True)
    process = models.CharField(_("how it goes on"), max_length=300, blank=True)
    to_post = models.CharField(_("put through to"), max_length=64, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(_("reason for calling"), max_length=200, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)
    shown_phone: str = ""
    """The caller's masked number, put there by queries.lists.show_phones for a page."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="call_number"),
            models.UniqueConstraint(
                fields=["site", "line_key"], condition=~models.Q(line_key=""), name="call_once_per_line_key"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "rung_at"], name="call_list"),
            models.Index(fields=["caller"], name="call_of_caller"),
            models.Index(fields=["unit"], name="call_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.caller_name}".strip()

    @property
    def stage(self) -> CallState:
        """The state with its label and colour."""
        return CallState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done about it."""
        return self.stage in OPEN_CALL
