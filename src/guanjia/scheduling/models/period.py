"""Weeks that are placed at once."""

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.scheduling.rules.states import PeriodState

GRAINS = [(15, _("15 minutes")), (30, _("30 minutes")), (60, _("60 minutes"))]


class Period(models.Model):
    """A stretch of days (排期). Meetings lie within `opens`..`closes` of one day, on the site's working days unless `weekends`.

    Nothing runs into the midday pause, except what is longer than both halves of the day. `rooms` empty means every room that
    can be booked. `proposed_at` is when the last search ended; `rev` grows with every change.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opens = models.TimeField(_("opens"), default=time(8))
    closes = models.TimeField(_("closes"), default=time(18))
    pause_from = models.TimeField(_("midday pause from"), null=True, blank=True)
    pause_until = models.TimeField(_("midday pause until"), null=True, blank=True)
    grain_minutes = models.PositiveSmallIntegerField(_("step"), choices=GRAINS, default=30)
    weekends = models.BooleanField(_("weekends and holidays too"), default=False)
    rooms = models.ManyToManyField("places.Room", related_name="+", blank=True, verbose_name=_("rooms"))
    state = models.CharField(_("state"), max_length=8, choices=choices(PeriodState), default=PeriodState.OPEN)
    proposed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-first_day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="scheduling_period_days"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="scheduling_period_hours"),
            models.CheckConstraint(
                condition=Q(pause_from=None, pause_until=None) | Q(pause_until__gt=F("pause_from")),
                name="scheduling_period_pause",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "first_day"], name="scheduling_period_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> PeriodState:
        """The state with its label and colour."""
        return PeriodState(self.state)
