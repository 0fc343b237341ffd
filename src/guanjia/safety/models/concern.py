"""Observations, and whom we tell outside."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.safety.rules.concerns import ConcernState, Sign, kind_of
from guanjia.safety.rules.warnings import LiaisonKind


class Concern(models.Model):
    """Something odd that somebody saw, or a fraud that somebody met (W44). Its number begins with KY. No name of a
    suspect has a field here: it is about what was seen. `paid`: somebody has lost money already.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    sign = models.CharField(_("sign"), max_length=12, choices=choices(Sign))
    state = models.CharField(_("state"), max_length=10, choices=choices(ConcernState), default=ConcernState.NOTED)
    what = models.TextField(_("what was seen"))
    where = models.CharField(_("where"), max_length=120, blank=True)
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    paid = models.BooleanField(_("money has been paid"), default=False)
    seen_at = models.DateTimeField(_("seen"))
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "number"], name="safety_concern_number")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "seen_at"], name="safety_concern_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def stage(self) -> ConcernState:
        """The state with its label and colour."""
        return ConcernState(self.state)

    @property
    def sign_enum(self) -> Sign:
        """The sign with its label and colour."""
        return Sign(self.sign)

    @property
    def kind(self) -> str:
        """person or fraud."""
        return kind_of(self.sign_enum).value


class Liaison(models.Model):
    """Somebody outside whom the site rings: police officer, health centre (SAFE-006, EPID-007). The telephone lies
    encrypted with the person."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(LiaisonKind))
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation}"

    @property
    def kind_enum(self) -> LiaisonKind:
        """The kind with its label and colour."""
        return LiaisonKind(self.kind)
