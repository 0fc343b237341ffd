"""Orders that came from outside with a number and clocks of their own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.complaints.rules.outside import OUTSIDE_OPEN, OutsideState, Sender
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class OutsideOrder(models.Model):
    """An order of 12345, the street office, a petition or a medium (FIELD 22); the work is done in its complaint.

    `sign_due`, `contact_due`, `reply_due` are what the order prints, else what rules/outside.yaml says for the city.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="outside")
    sender = models.CharField(_("sender"), max_length=12, choices=choices(Sender))
    outside_number = models.CharField(_("outside number"), max_length=60)
    city = models.CharField(_("city"), max_length=12, blank=True)
    state = models.CharField(max_length=12, choices=choices(OutsideState), default=OutsideState.RECEIVED)
    received_at = models.DateTimeField(_("time of receipt"))
    sign_due = models.DateTimeField(null=True, blank=True)
    contact_due = models.DateTimeField(null=True, blank=True)
    reply_due = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    reply = models.TextField(_("reply"), blank=True)
    drafted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    solved = models.BooleanField(_("solved"), null=True, blank=True)
    satisfied = models.BooleanField(_("satisfied"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "sender", "outside_number"], name="outside_number_once")
        ]
        indexes: ClassVar = [models.Index(fields=["site", "state", "received_at"], name="outside_list")]

    def __str__(self) -> str:
        return self.outside_number

    @property
    def stage(self) -> OutsideState:
        """The state with its label."""
        return OutsideState(self.state)

    @property
    def sender_enum(self) -> Sender:
        """The sender with its label."""
        return Sender(self.sender)

    @property
    def is_open(self) -> bool:
        """Whether its clocks run."""
        return self.stage in OUTSIDE_OPEN

    @property
    def awaits_contact(self) -> bool:
        """Whether the complainant has not been reached yet."""
        return self.is_open and self.contacted_at is None
