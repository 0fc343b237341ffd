"""A pass for goods that leave through the gate."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.parcels.rules.passes import PassState
from guanjia.kernel.states import choices


class GatePass(models.Model):
    """A gate pass for goods (物品放行条). `goods` is a list of {name, count}; `token` stands in its QR code.

    `consent_by` is the owner who agreed, None where the applicant is the owner; `used_by` the guard who let it out, once.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    relation = models.CharField(_("relation"), max_length=12)
    goods = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=choices(PassState))
    valid_from = models.DateTimeField(_("holds from"))
    valid_until = models.DateTimeField(_("holds until"))
    vehicle_note = models.CharField(_("vehicle or carrier"), max_length=80, blank=True)
    consent_by = models.ForeignKey("persons.Person", models.PROTECT, null=True, blank=True, related_name="+")
    consent_how = models.CharField(_("how the owner agreed"), max_length=80, blank=True)
    token = models.CharField(max_length=32, unique=True)
    asked_at = models.DateTimeField(_("asked"))
    used_at = models.DateTimeField(_("left"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="one_pass_per_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "valid_until"], name="pass_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> PassState:
        """The state with its label and colour."""
        return PassState(self.state)
