"""Visiting parties, their guests, the crew and the cars."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.receptions import Kind, Level, Lodging, Part, ReceptionState, Step


def said(words: object) -> list[tuple[str, str]]:
    """(code, English label) pairs of an enum of words."""
    return [(each.value, each.label) for each in words]  # type: ignore[attr-defined]


class Profile(models.Model):
    """A guest of rank or honoured owner on file (VIPP-008). Wishes are class P3 of the person and lie there, encrypted.

    `marked`: the desk sees the mark, nothing else (VIPP-009). `scheme` is the service scheme (VIPP-011), never a wish.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=said(Kind))
    level = models.CharField(_("rank"), max_length=12, choices=said(Level), default=Level.UNKNOWN)
    marked = models.BooleanField(_("marked at the desk"), default=False)
    scheme = models.CharField(_("service scheme"), max_length=300, blank=True)
    butler = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "person"], name="reception_profile_once")]

    def __str__(self) -> str:
        return f"profile {self.person_id}"


class Reception(models.Model):
    """One visiting party received (接待). Moments as planned: `arrives_at`, `leaves_at`; as it was: `arrived_at` and so on.

    `letter_*` is the official letter (公函) of an official reception. What is offered is kept inside law and table by
    reception.actions only; `short_reason` says why less than the level's treatment is given.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=32)
    event = models.ForeignKey("conference.Event", models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=said(Kind))
    party = models.CharField(_("visiting party"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    level = models.CharField(_("rank"), max_length=12, choices=said(Level), default=Level.UNKNOWN)
    heads = models.PositiveSmallIntegerField(_("guests"))
    entrance = models.CharField(_("entrance"), max_length=80, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_from = models.CharField(_("letter of"), max_length=120, blank=True)
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    letter_file = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    arrives_at = models.DateTimeField(_("arrives"))
    leaves_at = models.DateTimeField(_("leaves"))
    arrived_at = models.DateTimeField(null=True, blank=True)
    seated_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=choices(ReceptionState), default=ReceptionState.ANNOUNCED
    )
    companions = models.PositiveSmallIntegerField(_("companions at table"), default=0)
    meals = models.PositiveSmallIntegerField(_("work meals"), default=0)
    lodging = models.CharField(_("lodging"), max_length=12, choices=said(Lodging), default=Lodging.NONE)
    greeters = models.PositiveSmallIntegerField(_("greeters"), default=1)
    short_reason = models.CharField(_("why less is offered"), max_length=200, blank=True)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    host_reason = models.CharField(_("why a host of another rank"), max_length=200, blank=True)
    lounge = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "number"], name="reception_number"),
            models.CheckConstraint(condition=Q(leaves_at__gt=models.F("arrives_at")), name="reception_leaves_later"),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "arrives_at"], name="reception_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.party}"

    @property
    def stage(self) -> ReceptionState:
        """The state with its label and colour."""
        return ReceptionState(self.state)

    @property
    def rank(self) -> Level:
        """The level with its label."""
        return Level(self.level)

    @property
    def sort(self) -> Kind:
        """The kind with its label."""
        return Kind(self.kind)


class PartyGuest(models.Model):
    """A guest of the party, in the order of the letter; `principal` leads it."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="guests")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    position = models.CharField(_("position"), max_length=80, blank=True)
    principal = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reception", "profile"], name="reception_guest_once"),
            models.UniqueConstraint(fields=["reception"], condition=Q(principal=True), name="reception_one_principal"),
        ]

    def __str__(self) -> str:
        return f"{self.reception_id}/{self.number}"


class Crew(models.Model):
    """Somebody's part in a reception."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="crew")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=said(Part))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reception", "user", "part"], name="reception_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.part}"

    @property
    def role(self) -> Part:
        """The part with its label."""
        return Part(self.part)


class PlanStep(models.Model):
    """A step of the plan: `minutes` after the arrival, of the farewell after the departure."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=said(Step))
    minutes = models.SmallIntegerField(_("minute"))
    note = models.CharField(_("remark"), max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["reception", "step"], name="reception_step_once")]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.step}"

    @property
    def what(self) -> Step:
        """The step with its label."""
        return Step(self.step)


class LogisticsLine(models.Model):
    """One thing arranged for a guest; a change is told to `by` and to the host. A plate is class P2 of the guest, not here."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="logistics")
    guest = models.ForeignKey(PartyGuest, models.CASCADE, null=True, blank=True, related_name="logistics")
    kind = models.CharField(max_length=12, choices=said(Logistics))
    what = models.CharField(_("what"), max_length=160)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    rev = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["reception", "at"], name="reception_logistics_list")]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"

    @property
    def sort(self) -> Logistics:
        """The kind with its label."""
        return Logistics(self.kind)


class Car(models.Model):
    """A car of the house."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    name = models.CharField(_("car"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("seats of the car"), default=4)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="reception_car_name")]

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """A car or an interpreter is taken for a time. `key` names which: no two of one key overlap unless released, and the
    database sees to it (an exclusion constraint on PostgreSQL, a trigger on SQLite)."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    key = models.CharField(max_length=24)
    car = models.ForeignKey(Car, models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.ForeignKey("reception.Interpreter", models.PROTECT, null=True, blank=True, related_name="+")
    reception = models.ForeignKey(Reception, models.CASCADE, null=True, blank=True, related_name="engagements")
    need = models.ForeignKey(
        "reception.LanguageNeed", models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="reception_engagement_order")
        ]
        indexes: ClassVar = [models.Index(fields=["key", "starts_at", "ends_at"], name="reception_engagement_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.starts_at:%Y-%m-%d %H:%M}"
