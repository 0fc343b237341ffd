"""The events whose guests eat, whose meals are to be ordered and whose figures are open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.conference.public import NOT_HELD, Event
from guanjia.foundation.sites.public import Site
from guanjia.green.models import GreenSheet, KitchenNote, Meal
from guanjia.green.rules.states import MealState

AHEAD, BEHIND = timedelta(days=14), timedelta(days=7)


@dataclass(frozen=True)
class HomeLine:
    """One event on the list."""

    event: Event
    sheet: GreenSheet | None
    meals: tuple[Meal, ...]
    unread: int

    @property
    def to_order(self) -> int:
        """Meals without an order."""
        return sum(meal.stage is MealState.PLANNED for meal in self.meals)

    @property
    def to_weigh(self) -> int:
        """Meals ordered and not closed."""
        return sum(meal.stage is MealState.ORDERED for meal in self.meals)


def home_lines(site: Site, at: datetime) -> list[HomeLine]:
    """From a week ago to a fortnight ahead, in the order of time; four queries. Controlled ones never."""
    rows = Event.objects.filter(site=site, starts_at__gte=at - BEHIND, starts_at__lt=at + AHEAD).exclude(
        state__in=NOT_HELD
    )
    events = list(rows.exclude(secrecy="controlled").order_by("starts_at")[:200])
    ids = [event.pk for event in events]
    sheets = {sheet.event_id: sheet for sheet in GreenSheet.objects.filter(event__in=ids)}
    meals: dict[int, list[Meal]] = {}
    for meal in Meal.objects.filter(event__in=ids).order_by("serve_at"):
        meals.setdefault(meal.event_id, []).append(meal)
    unread: dict[int, int] = {}
    for event_id in KitchenNote.objects.filter(event__in=ids, read_at=None).values_list("event_id", flat=True):
        unread[event_id] = unread.get(event_id, 0) + 1
    return [
        HomeLine(event, sheets.get(event.pk), tuple(meals.get(event.pk, ())), unread.get(event.pk, 0))
        for event in events
    ]
