"""Facilities without barriers and the needs of people."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.rules.access import FacilityKind, FacilityState
from guanjia.kernel.states import choices


class Facility(models.Model):
    """A ramp, lift, toilet, wheelchair or parking space (ACCE-001). `order_number` names the work order while blocked;

    `loanable` is the wheelchair on custody's board, where its loans are kept.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(FacilityKind))
    name = models.CharField(_("name"), max_length=80)
    where = models.CharField(_("where, how to get there"), max_length=200)
    state = models.CharField(max_length=8, choices=choices(FacilityState), default=FacilityState.OPEN)
    blocked_since = models.DateTimeField(null=True, blank=True)
    order_number = models.CharField(max_length=32, blank=True)
    loanable = models.ForeignKey("custody.Loanable", models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="access_facility_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> FacilityState:
        """The state with its label and colour."""
        return FacilityState(self.state)

    @property
    def kind_enum(self) -> FacilityKind:
        """The kind with its label and colour."""
        return FacilityKind(self.kind)


class AccessNeed(models.Model):
    """What help a person wants, with consent (ACCE-007). Nothing medical. Used again at the next visit."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    needs = models.JSONField(default=list)
    note = models.CharField(_("what helps"), max_length=200, blank=True)
    noted_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "person"], name="access_need_once")]

    def __str__(self) -> str:
        return ",".join(self.needs)
