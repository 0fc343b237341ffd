"""Deposits at the hall."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.reception.rules.deposits import DepositState, What


class DepositCounter(models.Model):
    """The deposit counter of an event. `cleared_at` is when it was counted to nothing after the end."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"counter of {self.event_id}"


class Deposit(models.Model):
    """One thing handed in by tag; what is kept of it lies in custody (`item`).

    A tag is out once at a site: the database refuses a second open deposit with it. `closed_at` frees the tag.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    counter = models.ForeignKey(DepositCounter, models.CASCADE, related_name="deposits")
    tag = models.CharField(_("tag"), max_length=16)
    what = models.CharField(_("what"), max_length=12, choices=[(each.value, each.label) for each in What])
    item = models.OneToOneField("custody.Item", models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=choices(DepositState), default=DepositState.HELD)
    taken_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    without_tag = models.BooleanField(_("given back without its tag"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "tag"], condition=Q(closed_at=None), name="reception_tag_out_once")
        ]
        indexes: ClassVar = [models.Index(fields=["counter", "state", "taken_at"], name="reception_deposit_list")]

    def __str__(self) -> str:
        return self.tag

    @property
    def thing(self) -> What:
        """What was handed in."""
        return What(self.what)

    @property
    def stage(self) -> DepositState:
        """The state with its label and colour."""
        return DepositState(self.state)
