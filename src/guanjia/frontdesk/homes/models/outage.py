"""Outage notices: what stops where, and who was told of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.homes.rules.outage import OutageKind, OutageState
from guanjia.kernel.states import choices


class Outage(models.Model):
    """An outage (停水, 停电, 停梯 ...). It reaches the units of its scopes; `short_notice` says why a planned one came late."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=choices(OutageKind))
    state = models.CharField(max_length=12, choices=choices(OutageState), default=OutageState.ANNOUNCED)
    planned = models.BooleanField(_("planned"), default=True)
    words = models.CharField(_("why"), max_length=200)
    short_notice = models.CharField(_("why so late"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("from"))
    expected_end = models.DateTimeField(_("expected until"))
    announced_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="one_outage_per_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "starts_at"], name="outage_by_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> OutageState:
        """The state with its label and colour."""
        return OutageState(self.state)

    @property
    def kind_enum(self) -> OutageKind:
        """The kind with its label and colour."""
        return OutageKind(self.kind)


class OutageScope(models.Model):
    """A building, or one section of it, that an outage reaches."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="scopes")
    building = models.ForeignKey("places.Building", models.PROTECT, related_name="+")
    section = models.ForeignKey("places.Section", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["building", "section"], name="outage_by_building")]


class OutageTold(models.Model):
    """Somebody of a home who was told: announced, changed, ended or withdrawn, at which moment."""

    outage = models.ForeignKey(Outage, models.CASCADE, related_name="told")
    unit = models.ForeignKey("places.Unit", models.CASCADE, related_name="+")
    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    about = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outage", "person", "unit", "about", "at"], name="told_once_of_an_outage")
        ]
