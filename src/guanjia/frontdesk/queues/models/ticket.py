"""Numbers of a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.queues.models.counter import Business, Counter
from guanjia.frontdesk.queues.rules.tickets import WAITS, Priority, TicketState
from guanjia.kernel.states import choices


class QueueDay(models.Model):
    """A local day at a site. Whoever calls a number holds its row, so that two counters never call the same one."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "on"], name="one_queue_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class Ticket(models.Model):
    """A number in the queue (号). `place_at` is its place in the row and stays when it is moved to another counter.

    `passed` counts the priority numbers that came later and were called before it; `token` opens its own page.
    `person` is who holds it, where known. Written by queues.actions; `state` by move_ticket alone.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    on = models.DateField()
    business = models.ForeignKey(Business, models.PROTECT, related_name="tickets", verbose_name=_("business"))
    label = models.CharField(_("number"), max_length=8)
    state = models.CharField(_("state"), max_length=12, choices=choices(TicketState), default=TicketState.WAITING)
    priority = models.CharField(_("priority"), max_length=12, choices=choices(Priority), default=Priority.NONE)
    token = models.CharField(max_length=32, unique=True)
    place_at = models.DateTimeField()
    taken_at = models.DateTimeField(_("ticket taken at"))
    passed = models.PositiveSmallIntegerField(default=0)
    calls = models.PositiveSmallIntegerField(_("called"), default=0)
    called_at = models.DateTimeField(_("last called"), null=True, blank=True)
    first_called_at = models.DateTimeField(null=True, blank=True)
    serving_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="tickets")
    served_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "on", "label"], name="one_label_a_day")]
        indexes: ClassVar = [
            models.Index(fields=["site", "on", "state", "place_at"], name="ticket_row"),
            models.Index(fields=["counter", "state"], name="ticket_at_counter"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def stage(self) -> TicketState:
        """The state with its label and colour."""
        return TicketState(self.state)

    @property
    def priority_enum(self) -> Priority:
        """The priority with its label and colour."""
        return Priority(self.priority)

    @property
    def waits(self) -> bool:
        """Whether it has not been called yet, or was moved."""
        return self.stage in WAITS
