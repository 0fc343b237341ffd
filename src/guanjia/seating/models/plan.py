"""Plans, who sits where, wishes, and what was moved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.kernel.states import choices
from guanjia.seating.rules.states import PlanState, Scene


class SeatPlan(models.Model):
    """Who sits where in one scene of an event, or of one meeting in a room.

    `options` are what the scene asks for: rows, seats, variant, foreign, end_on, interpreters, cars, parts. Written by
    seating.actions only; `rev` grows with every change of a seat. `reseated_at` is when cards last had to be moved.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    block = models.ForeignKey("conference.Block", models.SET_NULL, null=True, blank=True, related_name="+")
    scene = models.CharField(_("scene"), max_length=12, choices=choices(Scene))
    title = models.CharField(_("title"), max_length=80)
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(PlanState), default=PlanState.DRAFT)
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reseated_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["event", "scene"], name="seating_plan_event")]

    def __str__(self) -> str:
        return self.title

    @property
    def stage(self) -> PlanState:
        """The state with its label and colour."""
        return PlanState(self.state)

    @property
    def kind(self) -> Scene:
        """The scene with its label."""
        return Scene(self.scene)


class Seated(models.Model):
    """Somebody who belongs to a plan. `key` is the place, "" while there is none; `fixed` was chosen by hand and stays."""

    plan = models.ForeignKey(SeatPlan, models.CASCADE, related_name="seated")
    guest = models.ForeignKey("conference.Guest", models.CASCADE, related_name="+")
    key = models.CharField(_("place"), max_length=24, blank=True)
    side = models.CharField(_("side"), max_length=1, blank=True)
    duty = models.CharField(_("duty"), max_length=12, blank=True)
    fixed = models.BooleanField(_("chosen by hand"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "guest"], name="seating_seated_once"),
            models.UniqueConstraint(fields=["plan", "key"], condition=~models.Q(key=""), name="seating_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.guest_id}"


class Wish(models.Model):
    """What must be looked at when people of an event are seated. `other` is None for a wish about one person."""

    class Kind(models.TextChoices):
        APART = "apart", _("Must not sit together")
        BESIDE = "beside", _("Sits beside")
        AISLE = "aisle", _("Seat at an aisle")
        WHEELCHAIR = "wheelchair", _("Place for a wheelchair")

    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    one = models.ForeignKey("conference.Guest", models.CASCADE, related_name="+")
    other = models.ForeignKey("conference.Guest", models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "kind", "one", "other"], name="seating_wish_of_two"),
            models.UniqueConstraint(
                fields=["event", "kind", "one"], condition=models.Q(other=None), name="seating_wish_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one_id} {self.other_id or ''}"


class Reseating(models.Model):
    """One list of least moves: who had to change chairs when, and why. People are ids; their names stay with the guests.

    `moves` is [[guest id, from, to]], `cards` the ids whose card is printed; `done_at` when the crew had moved them.
    """

    plan = models.ForeignKey(SeatPlan, models.CASCADE, related_name="reseatings")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    moves = models.JSONField(default=list)
    cards = models.JSONField(default=list)
    away = models.JSONField(default=list)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plan", "at"], name="seating_reseating_plan")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.at:%Y-%m-%d %H:%M}"
