"""The personal-service file of an owner, days that matter, greetings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.care.rules.dates import CalendarKind, YearDay
from guanjia.care.rules.greetings import GreetingState, Occasion
from guanjia.care.rules.personal import MarkKind
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class OwnerFile(models.Model):
    """What we may know to serve somebody well (业主档案). Preferences lie encrypted with the person as `habits`.

    `no_calls`, `no_greetings`: they said so, and no list takes them.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("places.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    no_calls = models.BooleanField(_("wants no calls"), default=False)
    no_greetings = models.BooleanField(_("wants no greetings"), default=False)
    note_count = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    visited_at = models.DateTimeField(_("last visit"), null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "person"], name="one_file_a_person")]
        indexes: ClassVar = [models.Index(fields=["unit"], name="file_of_unit")]

    def __str__(self) -> str:
        return f"file {self.person_id}"


class FileMark(models.Model):
    """A mark that staff must heed, from when until when."""

    file = models.ForeignKey(OwnerFile, models.CASCADE, related_name="marks")
    kind = models.CharField(_("mark"), max_length=8, choices=choices(MarkKind))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "kind"], condition=models.Q(until=None), name="one_open_mark")
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def kind_enum(self) -> MarkKind:
        """The mark with its label."""
        return MarkKind(self.kind)


class ImportantDate(models.Model):
    """A day to be greeted on, without its year: a birthday by the sun or the moon."""

    file = models.ForeignKey(OwnerFile, models.CASCADE, related_name="dates")
    occasion = models.CharField(_("occasion"), max_length=12, choices=choices(Occasion), default=Occasion.BIRTHDAY)
    calendar = models.CharField(_("calendar"), max_length=6, choices=choices(CalendarKind))
    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(_("day"))
    leap = models.BooleanField(_("leap month"), default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "occasion"], name="one_day_an_occasion")]
        indexes: ClassVar = [models.Index(fields=["calendar", "month", "day"], name="dates_by_day")]

    def __str__(self) -> str:
        return f"{self.occasion} {self.month}-{self.day}"

    @property
    def year_day(self) -> YearDay:
        """The day as the rules know it."""
        return YearDay(CalendarKind(self.calendar), self.month, self.day, self.leap)

    @property
    def calendar_enum(self) -> CalendarKind:
        """The calendar with its label."""
        return CalendarKind(self.calendar)


class Greeting(models.Model):
    """Somebody is to be greeted on a day: a birthday, a festival. Once an occasion and day."""

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    file = models.ForeignKey(OwnerFile, models.CASCADE, related_name="greetings")
    occasion = models.CharField(_("occasion"), max_length=12, choices=choices(Occasion))
    on = models.DateField(_("on"))
    state = models.CharField(max_length=8, choices=choices(GreetingState), default=GreetingState.DUE)
    how = models.CharField(_("how"), max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "occasion", "on"], name="greeting_once")]
        indexes: ClassVar = [models.Index(fields=["site", "state", "on"], name="greeting_list")]

    def __str__(self) -> str:
        return f"{self.occasion} {self.on}"

    @property
    def stage(self) -> GreetingState:
        """The state with its label."""
        return GreetingState(self.state)

    @property
    def occasion_enum(self) -> Occasion:
        """The occasion with its label."""
        return Occasion(self.occasion)
