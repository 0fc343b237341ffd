"""Meals, needs and bins of a rehearsal and of the demo: somebody tells late, the kitchen reads it, bins are weighed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from guanjia.conference.public import NOT_HELD, Event, Guest, GuestState, Secrecy
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.green.actions.meals import close_meal, order_meal, plan_meal
from guanjia.green.actions.needs import read_note, tell_needs
from guanjia.green.actions.sheets import sheet_of, tally, weigh
from guanjia.green.models import GreenSheet, GuestNeeds, KitchenNote, Meal
from guanjia.green.queries.meals import meal_lines
from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.states import MealState, Thing
from guanjia.green.rules.waste import WasteKind
from guanjia.posts.public import on_post

COMES = (GuestState.INVITED, GuestState.CONFIRMED)
TOLD = (
    ["vegetarian"],
    ["halal", "prayer"],
    ["no_nuts"],
    ["wheelchair", "companion"],
    ["hearing"],
    ["no_seafood"],
    ["large_print"],
)
OWN = ("", "", "对花生严重过敏", "", "", "", "")
LEAST = 12


def cast(stage: Stage) -> None:
    """Guests of the event on the stage tell; a tea break is planned and ordered; one tells late; bins are weighed."""
    event = Event.objects.select_related("site").filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy != Secrecy.ORDINARY or event.starts_at is None or not event.expected_count:
        return
    stage.at(stage.now + timedelta(hours=2), Tell(event.pk, 0, 4))
    stage.at(stage.now + timedelta(hours=3), Plan(event.pk))
    stage.at(event.starts_at - timedelta(hours=1), Tell(event.pk, 4, 6))
    stage.at(event.starts_at - timedelta(minutes=50), Read(event.pk))
    stage.at((event.ends_at or event.starts_at) + timedelta(hours=1), Weigh(event.pk))


def _somebody(stage: Stage, *posts: str) -> Any:
    for post in posts:
        if people := on_post(stage.site, post, stage.now):
            return people[0]
    return None


def _event(pk: int) -> Event:
    return Event.objects.select_related("site").get(pk=pk)


@dataclass(frozen=True)
class Tell:
    """Some guests tell what they eat and need, by their own page."""

    event_id: int
    first: int
    last: int

    def __call__(self, stage: Stage) -> None:
        """Each a different need."""
        rows = Guest.objects.filter(event=self.event_id, state__in=COMES, person__isnull=False)
        guests = list(rows.select_related("event__site", "site", "person").order_by("pk")[: self.last])
        for guest, codes, other in zip(guests[self.first :], TOLD[self.first :], OWN[self.first :], strict=False):
            if guest.event.ends_at is None or stage.now <= guest.event.ends_at:
                tell_needs(guest=guest, codes=codes, other=other, agreed=True, actor=None, at=stage.now)
                stage.counts["needs_told"] += 1


@dataclass(frozen=True)
class Plan:
    """The co-ordinator plans a tea break and orders what is proposed."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Plan, order."""
        event, who = _event(self.event_id), _somebody(stage, "conference.coordinator", "conference.leader")
        serve_at = event.starts_at + timedelta(minutes=45) if event.starts_at else None
        if who is None or serve_at is None or serve_at <= stage.now:
            return
        meal = plan_meal(event=event, kind=MealKind.TEA_BREAK, serve_at=serve_at, actor=who, at=stage.now)
        line = meal_lines(event, stage.now)[0]
        if meal.stage is MealState.PLANNED and line.proposed:
            order_meal(meal=meal, portions=line.proposed, reason="", rev=meal.rev, actor=who, at=stage.now)
            stage.counts["meals_ordered"] += 1


@dataclass(frozen=True)
class Read:
    """The leader reads late changes."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """All that are open."""
        who = _somebody(stage, "conference.leader", "conference.coordinator")
        for note in KitchenNote.objects.filter(event=self.event_id, read_at=None).select_related("site"):
            read_note(note=note, actor=who, at=stage.now)
            stage.counts["late_changes_read"] += 1


@dataclass(frozen=True)
class Weigh:
    """After the meeting: left-overs, two bins, bottles."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Enter all of it; the meeting may have been called off."""
        event, who = _event(self.event_id), _somebody(stage, "conference.attendant", "environment.cleaner")
        if event.stage in NOT_HELD:
            return
        for meal in Meal.objects.filter(event=event, state=MealState.ORDERED, serve_at__lte=stage.now).select_related(
            "site", "event"
        ):
            eaten = min(meal.portions or 0, round((meal.expected or 0) * stage.rng.uniform(0.75, 0.95)))
            told = {
                "eaten": eaten,
                "left_grams": 40 * ((meal.portions or 0) - eaten),
                "packed": 0,
                "donated": 0,
                "donated_to": "",
            }
            close_meal(meal=meal, rev=meal.rev, actor=who, at=stage.now, **told)
            stage.counts["meals_weighed"] += 1
        sheet = sheet_of(event=event, at=stage.now)
        heads = max(1, event.expected_count)
        for kind, grams in ((WasteKind.KITCHEN, 35), (WasteKind.RECYCLABLE, 20), (WasteKind.RESIDUAL, 15)):
            weigh(sheet=sheet, kind=kind, grams=grams * heads, photo=None, actor=who, at=stage.now)
        tally(sheet=sheet, thing=Thing.CUPS, quantity=heads, note="", actor=who, at=stage.now)
        stage.counts["bins_weighed"] += 3


def load(site: Site, now: datetime) -> None:
    """The demo: what guests of tomorrow's large meeting need, its lunch, meals of the last days. Called once, after the conferences."""
    site.settings = site.settings | {"green.coordinates": "30.27, 120.15"}
    site.save(update_fields=["settings"])
    events = list(
        Event.objects.select_related("site", "coordinator").filter(
            site=site, secrecy=Secrecy.ORDINARY, starts_at__isnull=False
        )
    )
    who = next((event.coordinator for event in events if event.coordinator is not None), None)
    large = next((event for event in events if event.title == "全市经济工作会议"), None)
    if who is None or large is None:
        return
    for event in events:
        if event.ends_at is not None and event.ends_at < now and event.track != "import":
            _past(event, who, now)
    _coming(large, who, now)
    for event in events:
        if event.starts_at and event.starts_at > now + timedelta(hours=30) and event.expected_count >= LEAST:
            plan_meal(
                event=event, kind=MealKind.WORK_MEAL, serve_at=event.starts_at + timedelta(hours=3), actor=who, at=now
            )


def _past(event: Event, who: Any, now: datetime) -> None:
    """Two tea breaks that were served, weighed bins, a count of paper."""
    sheet = sheet_of(event=event, at=now)
    heads = event.expected_count
    for number, share in ((1, 0.84), (2, 0.79)):
        serve_at = event.starts_at + timedelta(minutes=40 * number)
        eaten = round(heads * (share + (event.pk % 5) / 100))
        Meal.objects.get_or_create(
            event=event, kind=MealKind.TEA_BREAK.value, serve_at=serve_at,
            defaults={
                "site": event.site, "cut_off_at": serve_at - timedelta(hours=24), "state": MealState.CLOSED, "expected": heads,
                "likely": round(heads * 0.9), "low": round(heads * 0.7), "high": round(heads * 1.1), "known": 0,
                "portions": round(heads * 0.92), "ordered_at": serve_at - timedelta(hours=26), "ordered_by": who, "eaten": eaten,
                "left_grams": 45 * max(0, round(heads * 0.92) - eaten), "packed": 0, "donated": 0,
                "closed_at": serve_at + timedelta(hours=2), "closed_by": who,
            },
        )  # fmt: skip
    for kind, grams in ((WasteKind.KITCHEN, 35), (WasteKind.RECYCLABLE, 22), (WasteKind.RESIDUAL, 14)):
        weigh(sheet=sheet, kind=kind, grams=grams * heads, photo=None, actor=who, at=now)
    tally(sheet=sheet, thing=Thing.PAPERLESS, quantity=heads * 6, note="议程、讲义上屏", actor=who, at=now)
    tally(sheet=sheet, thing=Thing.PRINTED, quantity=heads, note="签到与座次", actor=who, at=now)
    tally(sheet=sheet, thing=Thing.CUPS, quantity=heads, note="", actor=who, at=now)


def _coming(event: Event, who: Any, now: datetime) -> None:
    """Seven guests told, the lunch is ordered, one told after that."""
    rows = Guest.objects.filter(event=event, state__in=COMES, person__isnull=False)
    guests = list(rows.select_related("event__site", "site", "person").order_by("pk")[20:27])
    for guest, codes, other in list(zip(guests, TOLD, OWN, strict=False))[:-1]:
        tell_needs(guest=guest, codes=codes, other=other, agreed=True, actor=None, at=now)
    serve_at = event.starts_at + timedelta(hours=3) if event.starts_at else now + timedelta(days=1)
    meal = plan_meal(event=event, kind=MealKind.WORK_MEAL, serve_at=serve_at, actor=who, at=now)
    line = next(each for each in meal_lines(event, now) if each.meal.pk == meal.pk)
    order_meal(meal=meal, portions=line.proposed, reason="", rev=meal.rev, actor=who, at=now)
    if guests:
        tell_needs(guest=guests[-1], codes=["vegetarian", "large_print"], other="", agreed=True, actor=None, at=now)


def overdue_needs(site: Site) -> list[str]:
    """What guests told of an event that ended over eight days before the site's present."""
    present = site.held_at
    if present is None:
        return []
    limit = present - timedelta(days=8)
    rows = GuestNeeds.objects.filter(site=site).filter(
        Q(event__ended_at__lt=limit) | Q(event__ended_at=None, event__ends_at__lt=limit)
    )
    return [f"event {event}" for event in rows.values_list("event", flat=True)]


def odd_meals(site: Site) -> list[str]:
    """Meals that are closed without figures, or ordered without portions or forecast."""
    closed = Meal.objects.filter(site=site, state=MealState.CLOSED).filter(Q(eaten=None) | Q(left_grams=None))
    ordered = Meal.objects.filter(site=site, state__in=[MealState.ORDERED, MealState.CLOSED]).filter(
        Q(portions=None) | Q(likely=None) | Q(low__gt=F("high"))
    )
    return [f"meal {pk}" for pk in (closed | ordered).values_list("pk", flat=True)]


def wrong_flags(site: Site) -> list[str]:
    """Sheets that say nobody told anything though somebody did on their page."""
    told = GuestNeeds.objects.filter(site=site, guest__state__in=COMES).values("event")
    rows = GreenSheet.objects.filter(event__in=told, has_diets=False, has_access=False, has_prayer=False)
    return [f"sheet {pk}" for pk in rows.values_list("pk", flat=True)]


INVARIANTS = (
    Invariant("needs of guests are erased after a week", overdue_needs),
    Invariant("meals have their figures", odd_meals),
    Invariant("green sheets know that somebody told a need", wrong_flags),
)
NAMES = ("needs_told", "meals_ordered", "late_changes_read", "meals_weighed", "bins_weighed")
TROUPE = Troupe("green", cast, lambda stage: {name: stage.counts[name] for name in NAMES}, play=EVENT)
