"""Work orders."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.servicedesk.rules.orders import OPEN_ORDER, OrderKind, OrderState, Urgency


class WorkOrder(models.Model):
    """Something to be put right (工单). Its number begins with GD; its photos are files held by ("servicedesk.work_order", pk).

    `request` is what it was made for; one request may need several orders, or none. `post` owes it where it is not the one
    of its kind; `treasures` are what was ticked before the door of a home (REPR-010).
    `subject_kind`, `subject_id` say what it is about, "" and 0 when nothing. `source_key` names the event it came from,
    so that the same event opens one order only. Written by servicedesk.actions; `state` by move_order alone.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    kind = models.CharField(_("kind"), max_length=16, choices=choices(OrderKind), default=OrderKind.REPAIR)
    urgency = models.CharField(_("urgency"), max_length=12, choices=choices(Urgency), default=Urgency.NORMAL)
    state = models.CharField(_("state"), max_length=12, choices=choices(OrderState), default=OrderState.NEW)
    title = models.CharField(_("what is wrong"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    place = models.ForeignKey(
        "places.Space", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(default=0)
    source_key = models.CharField(max_length=120, blank=True)
    request = models.ForeignKey(
        "servicedesk.ServiceRequest", models.PROTECT, null=True, blank=True, related_name="orders"
    )
    post = models.CharField(max_length=64, blank=True)
    skill = models.CharField(max_length=40, blank=True)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given to")
    )
    opened_at = models.DateTimeField(_("opened"))
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    result = models.TextField(_("what was done"), blank=True)
    treasures = models.JSONField(default=list, blank=True)
    declined_count = models.PositiveSmallIntegerField(default=0)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="work_order_number"),
            models.UniqueConstraint(
                fields=["site", "source_key"], condition=~models.Q(source_key=""), name="work_order_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "state", "opened_at"], name="work_order_list"),
            models.Index(fields=["subject_kind", "subject_id"], name="work_order_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def stage(self) -> OrderState:
        """The state with its label and colour."""
        return OrderState(self.state)

    @property
    def urgency_enum(self) -> Urgency:
        """The urgency with its label and colour."""
        return Urgency(self.urgency)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done about it."""
        return self.stage in OPEN_ORDER
