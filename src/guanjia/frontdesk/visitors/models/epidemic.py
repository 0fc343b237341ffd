"""The epidemic desk."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.frontdesk.visitors.rules.epidemic import DeliveryState, ScreeningState, SupplyClass, SupplyState
from guanjia.frontdesk.visitors.rules.isolating import IsolationState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class EpidemicPolicy(models.Model):
    """A version of the official policy as we keep it on file (EPID-005). Without one in force nothing is asked."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    version = models.CharField(_("version"), max_length=40)
    source = models.CharField(_("published by, document"), max_length=200)
    in_force_from = models.DateTimeField(_("in force from"))
    on = models.BooleanField(_("measures in force"), default=True)
    temperature = models.BooleanField(_("temperature at the entry"), default=True)
    mask = models.BooleanField(_("masks"), default=False)
    text = models.TextField(_("what is asked"), blank=True)
    filed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-in_force_from"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "version"], name="epidemic_version")]

    def __str__(self) -> str:
        return self.version


class Screening(models.Model):
    """A temperature taken at the door. The readings themselves are health data: they lie encrypted with the person."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    visit = models.ForeignKey("visitors.Visit", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=choices(ScreeningState))
    place = models.CharField(_("isolation place"), max_length=120, blank=True)
    measured_at = models.DateTimeField(_("measured"))
    second_at = models.DateTimeField(_("measured again"), null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state", "measured_at"], name="screening_list")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def stage(self) -> ScreeningState:
        """The state with its label and colour."""
        return ScreeningState(self.state)


class Area(models.Model):
    """A place that is disinfected. `key`: every day; `often`: lifts and handles, several times a day (EPID-002, EPID-010)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("area"), max_length=80)
    key = models.BooleanField(_("key area, every day"), default=True)
    often = models.BooleanField(_("touched often, four times a day"), default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="epidemic_area")]

    def __str__(self) -> str:
        return self.name


class Disinfection(models.Model):
    """A line of the disinfection log: time, area, agent, person (EPID-002)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="lines")
    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))
    agent = models.CharField(_("agent and strength"), max_length=80)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "at"], name="disinfection_log")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.agent}"


class Supply(models.Model):
    """A stock of goods with its minimum (EPID-003, EPID-006)."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    name = models.CharField(_("goods"), max_length=80)
    klass = models.CharField(_("class"), max_length=12, choices=choices(SupplyClass))
    measure = models.CharField(_("measured in"), max_length=12)
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    minimum = models.PositiveIntegerField(_("minimum"), default=0)
    state = models.CharField(max_length=8, choices=choices(SupplyState), default=SupplyState.ENOUGH)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["klass", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="epidemic_supply")]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> SupplyState:
        """The state with its label and colour."""
        return SupplyState(self.state)


class SupplyMove(models.Model):
    """Goods came in or were given out: how many, to whom."""

    supply = models.ForeignKey(Supply, models.PROTECT, related_name="moves")
    count = models.IntegerField(_("count"))
    whom = models.CharField(_("for whom"), max_length=80, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.supply_id} {self.count:+}"


class Isolation(models.Model):
    """A home that is isolated by an order of the authority (EPID-008, EPID-009). Nothing says who is ill, or with what.

    `order` names the paper of the authority; `until` is the first local day that is free again. Erased with health data.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    order = models.CharField(_("order of the authority"), max_length=80)
    since = models.DateField(_("isolated since"))
    until = models.DateField(_("free again on"))
    state = models.CharField(max_length=8, choices=choices(IsolationState), default=IsolationState.RUNNING)
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state=IsolationState.RUNNING.value), name="isolated_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}"

    @property
    def stage(self) -> IsolationState:
        """The state with its label and colour."""
        return IsolationState(self.state)


class Delivery(models.Model):
    """Something is put before the door of an isolated home; nobody meets (EPID-008). `ref` may name a parcel's number."""

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, related_name="+")
    what = models.CharField(_("what"), max_length=120)
    ref = models.CharField(_("number"), max_length=32, blank=True)
    state = models.CharField(max_length=10, choices=choices(DeliveryState), default=DeliveryState.ASKED)
    asked_at = models.DateTimeField(_("asked for"))
    placed_at = models.DateTimeField(_("before the door"), null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state", "asked_at"], name="contactless_list")]

    def __str__(self) -> str:
        return self.what

    @property
    def stage(self) -> DeliveryState:
        """The state with its label and colour."""
        return DeliveryState(self.state)
