"""What an event used and left behind."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.files.public import url
from guanjia.green.rules.states import SheetState, Thing
from guanjia.green.rules.waste import WasteKind
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class GreenSheet(models.Model):
    """The green sheet of one event. The three flags say that somebody told such a need, never who or what exactly."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.OneToOneField("conference.Event", models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=choices(SheetState), default=SheetState.OPEN)
    has_diets = models.BooleanField(default=False)
    has_access = models.BooleanField(default=False)
    has_prayer = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["site", "state"], name="green_sheet_state")]

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def stage(self) -> SheetState:
        """The state with its label and colour."""
        return SheetState(self.state)


class Weighing(models.Model):
    """One bin weighed, with a photo of the scales where photos are allowed. A slip is struck out, never changed."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(GreenSheet, models.CASCADE, related_name="weighings")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(WasteKind))
    grams = models.PositiveIntegerField(_("grams"))
    photo = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sheet", "at"], name="green_weighing_sheet")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.kind}"

    @property
    def what(self) -> WasteKind:
        """The kind with its label and colour."""
        return WasteKind(self.kind)

    @property
    def kg(self) -> float:
        """The weight in kilograms."""
        return self.grams / 1000

    @property
    def photo_url(self) -> str:
        """Where the photo is shown, "" without one."""
        return url(self.photo) if self.photo else ""


class MeterReading(models.Model):
    """A meter read before and after. `own_m2` x `own_hours` of `all_m2_hours` is the meeting's part of a shared meter."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(GreenSheet, models.CASCADE, related_name="readings")
    meter = models.CharField(_("meter"), max_length=60)
    multiplier = models.DecimalField(_("multiplier"), max_digits=8, decimal_places=2, default=1)
    before = models.DecimalField(_("reading before"), max_digits=12, decimal_places=2)
    before_at = models.DateTimeField()
    after = models.DecimalField(_("reading after"), max_digits=12, decimal_places=2, null=True, blank=True)
    after_at = models.DateTimeField(null=True, blank=True)
    own_m2 = models.DecimalField(_("area of the meeting, m²"), max_digits=9, decimal_places=1)
    own_hours = models.DecimalField(_("hours of the meeting"), max_digits=7, decimal_places=2)
    all_m2_hours = models.DecimalField(_("all areas on the meter, m² × hours"), max_digits=14, decimal_places=1)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "meter"], name="green_reading_once")]

    def __str__(self) -> str:
        return self.meter


class Tally(models.Model):
    """So many of something, counted by hand: sheets, bottles. A slip is struck out, never changed."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    sheet = models.ForeignKey(GreenSheet, models.CASCADE, related_name="tallies")
    thing = models.CharField(_("what"), max_length=12, choices=[(each.value, each.label) for each in Thing])
    quantity = models.PositiveIntegerField(_("how many"))
    note = models.CharField(_("note"), max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sheet", "at"], name="green_tally_sheet")]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.thing}"

    @property
    def what(self) -> Thing:
        """The thing with its label."""
        return next(each for each in Thing if each.value == self.thing)


class SiteFactor(models.Model):
    """An emission factor of the site's own (its supplier's, its city's grid), valid from a day on. Immutable: a new one follows it."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    code = models.CharField(_("of what"), max_length=20)
    value = models.DecimalField(_("kg CO2 a unit"), max_digits=12, decimal_places=6)
    year = models.PositiveSmallIntegerField(_("year of the figure"))
    since = models.DateField(_("valid from"))
    source = models.CharField(_("source"), max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code", "since"], name="green_factor_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.since}"
