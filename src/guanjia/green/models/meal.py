"""What is cooked for an event."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.states import MealState
from guanjia.kernel.states import choices

USER = settings.AUTH_USER_MODEL


class Meal(models.Model):
    """One meal or tea break: expected heads and forecast as they stood at the order, portions, what was eaten and left (GREN-005).

    `likely`, `low`, `high` and `known` are the forecast frozen with the order; None before it. Weights in grams. `cut_off_at` is when
    the kitchen must know; a change after it makes a KitchenNote.
    """

    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+")
    event = models.ForeignKey("conference.Event", models.CASCADE, related_name="+")
    kind = models.CharField(_("meal"), max_length=12, choices=[(each.value, each.label) for each in MealKind])
    serve_at = models.DateTimeField(_("served at"))
    cut_off_at = models.DateTimeField(_("order closes"))
    state = models.CharField(_("state"), max_length=8, choices=choices(MealState), default=MealState.PLANNED)
    expected = models.PositiveIntegerField(_("expected"), null=True, blank=True)
    likely = models.PositiveIntegerField(null=True, blank=True)
    low = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    known = models.PositiveIntegerField(null=True, blank=True)
    portions = models.PositiveIntegerField(_("portions"), null=True, blank=True)
    ordered_at = models.DateTimeField(null=True, blank=True)
    ordered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    eaten = models.PositiveIntegerField(_("people who ate"), null=True, blank=True)
    left_grams = models.PositiveIntegerField(_("left over, grams"), null=True, blank=True)
    packed = models.PositiveIntegerField(_("portions packed for guests"), null=True, blank=True)
    donated = models.PositiveIntegerField(_("portions given away"), null=True, blank=True)
    donated_to = models.CharField(_("given to"), max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "kind", "serve_at"], name="green_meal_once"),
            models.CheckConstraint(condition=models.Q(cut_off_at__lte=models.F("serve_at")), name="green_meal_order"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["site", "kind", "state", "serve_at"], name="green_meal_history"),
            models.Index(fields=["site", "serve_at"], name="green_meal_day"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.kind}"

    @property
    def stage(self) -> MealState:
        """The state with its label and colour."""
        return MealState(self.state)

    @property
    def what(self) -> MealKind:
        """The kind with its label."""
        return next(each for each in MealKind if each.value == self.kind)

    @property
    def left_kg(self) -> float | None:
        """What was left over in kilograms."""
        return None if self.left_grams is None else self.left_grams / 1000
