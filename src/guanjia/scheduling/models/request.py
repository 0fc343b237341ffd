"""What asks for a place in a period."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.conference.public import Event
from guanjia.kernel.states import choices
from guanjia.places.public import Style
from guanjia.scheduling.rules.states import Origin, Part

PRIORITIES = [(1, _("ordinary")), (2, _("important")), (3, _("first of all"))]


class Request(models.Model):
    """A line of the annual plan, an event that waits for a room, or a meeting that has one (`event`, `block`).

    `required` and `preferred` are lists of names or offices: a name in two requests is one person. `room` and `starts_at` are where
    it stands now; `fixed` keeps it there, `may_move` lets the search move it. `key` is its number in the plan, unique within it.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    period = models.ForeignKey("scheduling.Period", models.CASCADE, related_name="requests")
    key = models.CharField(_("number"), max_length=60)
    origin = models.CharField(_("comes from"), max_length=8, choices=choices(Origin), default=Origin.PLANNED)
    title = models.CharField(_("title"), max_length=200)
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    block = models.ForeignKey("conference.Block", models.SET_NULL, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("length, minutes"))
    heads = models.PositiveIntegerField(_("headcount"), default=0)
    style = models.CharField(
        _("set-up style"), max_length=16, blank=True, choices=[(style.value, style.label) for style in Style]
    )
    required = models.JSONField(_("must attend"), default=list, blank=True)
    preferred = models.JSONField(_("would like to attend"), default=list, blank=True)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    day_from = models.DateField(_("not before"), null=True, blank=True)
    day_until = models.DateField(_("not after"), null=True, blank=True)
    wished_day = models.DateField(_("wished day"), null=True, blank=True)
    wished_part = models.CharField(_("wished time"), max_length=10, blank=True, choices=choices(Part))
    wished_room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    setup_minutes = models.PositiveSmallIntegerField(_("set-up, minutes"), default=0)
    cleardown_minutes = models.PositiveSmallIntegerField(_("clear-down, minutes"), default=0)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=1)
    room = models.ForeignKey("places.Room", models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    fixed = models.BooleanField(_("fixed"), default=False)
    may_move = models.BooleanField(_("may move"), default=False)

    class Meta:
        ordering: ClassVar = ["-priority", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "key"], name="scheduling_request_key"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="scheduling_request_lasts"),
            models.CheckConstraint(
                condition=Q(fixed=False) | Q(room__isnull=False, starts_at__isnull=False),
                name="scheduling_fixed_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def source(self) -> Origin:
        """Where it comes from, with label and colour."""
        return Origin(self.origin)
