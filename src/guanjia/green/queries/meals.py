"""Meals of an event, and what the site has learned from those that are over."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.conference.public import Event, Guest, GuestState
from guanjia.foundation.sites.public import Site
from guanjia.green.models import KitchenNote, Meal
from guanjia.green.rules.catering import Forecast, Past, Wasted, forecast, portions, wasted
from guanjia.green.rules.states import MealState

LOOK_BACK = 60
"""So many meals of the same kind are learned from, the latest first."""


def expected_of(event: Event) -> tuple[int, str]:
    """(heads, where the number comes from): confirmed guests once somebody answered, else the headcount of the booking."""
    rows = Guest.objects.filter(event=event)
    confirmed = rows.filter(state=GuestState.CONFIRMED).count()
    if confirmed:
        return confirmed, "confirmed"
    return event.guaranteed_count or event.expected_count, "booked"


def arrived_of(event: Event) -> int:
    """How many came through the door."""
    return Guest.objects.filter(event=event, admitted_at__isnull=False).count()


def past_meals(site: Site, kind: str, before: datetime) -> list[Past]:
    """Meals of the kind that are closed, the latest LOOK_BACK."""
    rows = Meal.objects.filter(
        site=site, kind=kind, state=MealState.CLOSED, serve_at__lt=before, expected__gt=0, eaten__isnull=False
    )
    values = rows.order_by("-serve_at").values_list("expected", "portions", "eaten")[:LOOK_BACK]
    return [Past(expected, made or 0, eaten) for expected, made, eaten in values]


@dataclass(frozen=True)
class MealLine:
    """A meal as the page shows it: the forecast of now (or frozen with the order), the proposal, what was wasted."""

    meal: Meal
    seen: Forecast
    proposed: int
    source: str
    wasted: Wasted | None
    arrived: int


def meal_lines(event: Event, at: datetime) -> list[MealLine]:
    """The event's meals in the order of time."""
    heads, source = expected_of(event)
    arrived = arrived_of(event)
    lines = []
    for meal in Meal.objects.filter(event=event).order_by("serve_at", "pk").select_related("ordered_by", "closed_by"):
        seen = forecast(heads, past_meals(event.site, meal.kind, min(at, meal.serve_at)))
        lost = None
        if meal.stage is MealState.CLOSED:
            lost = wasted(portions_made=meal.portions or 0, eaten=meal.eaten, left_grams=meal.left_grams)
        lines.append(MealLine(meal, seen, portions(seen, guaranteed=event.guaranteed_count), source, lost, arrived))
    return lines


def open_notes(event: Event) -> list[KitchenNote]:
    """Late changes that nobody in the kitchen has read."""
    return list(KitchenNote.objects.filter(event=event, read_at=None).select_related("meal").order_by("noted_at"))
