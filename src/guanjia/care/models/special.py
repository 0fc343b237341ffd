"""Chances for personal service, and what became of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.care.rules.personal import Chance, RequestState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class SpecialRequest(models.Model):
    """A special request, situation or person (CUST-007..010): seen, allowed or declined, done, noted in the file."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    chance = models.CharField(_("chance"), max_length=10, choices=choices(Chance))
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("persons.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    wish = models.TextField(_("what they need"))
    ticked = models.JSONField(default=list)
    yuan = models.PositiveIntegerField(_("cost, yuan"), default=0)
    state = models.CharField(max_length=10, choices=choices(RequestState), default=RequestState.SEEN)
    seen_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    words = models.TextField(_("what was said or done"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="special_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "seen_at"], name="special_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> RequestState:
        """The state with its label."""
        return RequestState(self.state)

    @property
    def chance_enum(self) -> Chance:
        """The chance with its label."""
        return Chance(self.chance)
