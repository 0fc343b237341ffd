"""What a resident asks of us by the portal and somebody of the staff decides."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.people.public import Relation
from guanjia.portal.rules.asking import AskState


class FamilyAsk(models.Model):
    """A resident names somebody of the household; the desk confirms before there is an occupancy. The phone is kept locked."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    asked_by_person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    locked_phone = models.TextField(blank=True)
    relation = models.CharField(_("relation"), max_length=12, choices=choices(Relation), default="family")
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="family_ask_by_state")]

    def __str__(self) -> str:
        return f"family of unit {self.unit_id}"

    @property
    def stage(self) -> AskState:
        """The state with its label and colour."""
        return AskState(self.state)


class ErasureAsk(models.Model):
    """Somebody asks that we erase what we keep about them (个人信息保护法 第47条); one open ask a person."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    person_id = models.BigIntegerField(db_index=True)
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "person_id"], condition=models.Q(state=AskState.OPEN), name="one_open_erasure_ask"
            )
        ]

    def __str__(self) -> str:
        return f"erasure of person {self.person_id}"

    @property
    def stage(self) -> AskState:
        """The state with its label and colour."""
        return AskState(self.state)
