"""Appointments at the counter."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.queues.models.counter import Business
from guanjia.frontdesk.queues.models.ticket import Ticket
from guanjia.frontdesk.queues.rules.slots import AppointmentState
from guanjia.kernel.states import choices


class Appointment(models.Model):
    """A time agreed for a kind of business. `ticket` is the number that it became on arrival."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    business = models.ForeignKey(Business, models.PROTECT, related_name="appointments", verbose_name=_("business"))
    starts_at = models.DateTimeField(_("time agreed"))
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    state = models.CharField(
        _("state"), max_length=12, choices=choices(AppointmentState), default=AppointmentState.BOOKED
    )
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, blank=True, related_name="appointment")
    made_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["site", "starts_at"], name="appointment_day")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def stage(self) -> AppointmentState:
        """The state with its label and colour."""
        return AppointmentState(self.state)
