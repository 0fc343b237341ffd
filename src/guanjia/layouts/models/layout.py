"""A saved layout and what is said about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guanjia.layouts.rules.hall import Hall, hall_from
from guanjia.layouts.rules.lines import LINED
from guanjia.layouts.rules.plan import Plan, from_plain


class Layout(models.Model):
    """A room set up in one style, seat by seat (VENU-022).

    Without `event` it is a template of the room; with an event it is one of its proposals, with `block` it is meant for
    that meeting only. `hall` is the outline as it was when the layout was drawn. `chosen`: the one that the crew sets
    up; one for each meeting, one for each event and room, one for each room and style. A stale save of `rev` gets 409.
    """

    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="+")
    room = models.ForeignKey("places.Room", models.PROTECT, related_name="+", verbose_name=_("room"))
    event = models.ForeignKey("conference.Event", models.CASCADE, null=True, blank=True, related_name="+")
    block = models.ForeignKey("conference.Block", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    style = models.CharField(_("set-up style"), max_length=16)
    wish = models.JSONField(default=dict, blank=True)
    hall = models.JSONField()
    plan = models.JSONField()
    count = models.PositiveIntegerField(_("seats"))
    by_hand = models.BooleanField(default=False)
    chosen = models.BooleanField(_("chosen for the crew"), default=False)
    rev = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-chosen", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block"], condition=Q(chosen=True, block__isnull=False), name="layouts_one_for_a_block"
            ),
            models.UniqueConstraint(
                fields=["event", "room"],
                condition=Q(chosen=True, block=None, event__isnull=False),
                name="layouts_one_for_an_event",
            ),
            models.UniqueConstraint(
                fields=["room", "style"], condition=Q(chosen=True, event=None), name="layouts_one_template"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "room", "event"], name="layouts_of_room")]

    def __str__(self) -> str:
        return self.name

    @property
    def drawn(self) -> Plan:
        """The plan as the rules read it."""
        return from_plain(self.plan)

    @property
    def gives_seats(self) -> bool:
        """Whether people may be given seats on it: rows or tables for an event."""
        return self.event_id is not None and self.style in LINED

    @property
    def room_hall(self) -> Hall:
        """The outline that it was drawn in."""
        return hall_from(self.hall)


class LayoutComment(models.Model):
    """What a client or one of us says about a layout, at a spot of the plan or about the whole. `author` None: the client."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"))
    name = models.CharField(_("name"), max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]
