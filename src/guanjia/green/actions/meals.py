"""Meals: planned, ordered by heads, weighed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, clauses_at
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import changed
from guanjia.green.actions.sheets import refuse_controlled, sheet_of
from guanjia.green.models import Meal
from guanjia.green.queries.meals import expected_of, past_meals
from guanjia.green.rules.catering import MealKind, forecast, impossible
from guanjia.green.rules.refusals import GreenRefused, GreenStale
from guanjia.green.rules.states import MEAL_MOVES, MealState
from guanjia.kernel.states import check_move

MEAL = "green.meal"
ORDER_HOURS = "green.order_hours"
FRUGAL = "meeting.official_frugality"
MOST_PORTIONS = 20_000
OVER_TENTH = 10


@transaction.atomic
def plan_meal(*, event: Event, kind: MealKind, serve_at: datetime, actor: Any, at: datetime) -> Meal:
    """Plan a meal; the kitchen must know so many hours before (setting). The same meal again is that one.

    Raises GreenRefused for a time outside the event or past, and for a dinner that public funds may not pay for.
    """
    refuse_controlled(event)
    if serve_at <= at:
        raise GreenRefused("serve_at", _("This time has passed."))
    if (
        event.starts_at
        and event.ends_at
        and not event.starts_at - timedelta(hours=3) <= serve_at <= event.ends_at + timedelta(hours=4)
    ):
        raise GreenRefused("serve_at", _("A meal is served during the event, or a few hours around it."))
    law = clauses_at(event.site, at).get(FRUGAL)
    if kind is MealKind.DINNER and event.regime == "fiscal" and law is not None:
        raise GreenRefused(
            "kind", _("Public funds pay for a working meal, not for a dinner (%(article)s).") % {"article": law.article}
        )
    sheet_of(event=event, at=at)
    cut_off = serve_at - timedelta(hours=setting(event.site, ORDER_HOURS))
    try:
        with transaction.atomic():
            meal, made = Meal.objects.get_or_create(
                event=event, kind=kind.value, serve_at=serve_at, defaults={"site": event.site, "cut_off_at": cut_off}
            )
    except IntegrityError:
        raise GreenRefused("serve_at", _("This meal is planned already.")) from None
    if made:
        _note(meal, "meal.plan", "", actor, at, {"kind": kind.value})
    return meal


@transaction.atomic
def order_meal(*, meal: Meal, portions: int, reason: str, rev: int, actor: Any, at: datetime) -> Meal:
    """Order so many portions; the forecast of this moment is frozen beside it. A later order corrects an earlier one.

    More than a tenth above the most that is likely needs a reason (反食品浪费法: nobody is led to order too much).
    Raises GreenRefused, GreenStale, MoveRefused.
    """
    check_move(MEAL_MOVES, meal.stage, MealState.ORDERED)
    refuse_marked({"reason": reason}, site=meal.site)
    if at >= meal.serve_at:
        raise GreenRefused("portions", _("This meal has been served."))
    if not 0 < portions <= MOST_PORTIONS:
        raise GreenRefused("portions", _("Portions lie between 1 and %(most)s.") % {"most": MOST_PORTIONS})
    heads, _source = expected_of(meal.event)
    seen = forecast(heads, past_meals(meal.site, meal.kind, at))
    if portions * OVER_TENTH > max(seen.high, 1) * (OVER_TENTH + 1) and not reason.strip():
        raise GreenRefused(
            "reason",
            _("That is more than a tenth above the most that is likely (%(high)s): say why.") % {"high": seen.high},
        )
    frozen = {
        "expected": seen.expected, "likely": seen.likely, "low": seen.low, "high": seen.high, "known": seen.known,
        "portions": portions, "ordered_at": at, "ordered_by": actor,
    }  # fmt: skip
    _move(meal, MealState.ORDERED, rev, frozen)
    _note(meal, "meal.order", MealState.PLANNED, actor, at, {"portions": portions, "likely": seen.likely}, reason)
    return meal


@transaction.atomic
def close_meal(
    *,
    meal: Meal,
    eaten: int,
    left_grams: int,
    packed: int,
    donated: int,
    donated_to: str,
    rev: int,
    actor: Any,
    at: datetime,
) -> Meal:
    """Note who ate and what was left, packed and given away (GREN-005); the next forecast learns from it.

    Raises GreenRefused for figures that cannot be, GreenStale, MoveRefused.
    """
    check_move(MEAL_MOVES, meal.stage, MealState.CLOSED)
    refuse_marked({"donated_to": donated_to}, site=meal.site)
    if at < meal.serve_at:
        raise GreenRefused("eaten", _("This meal has not been served yet."))
    made = meal.portions or 0
    if field := impossible(portions_made=made, eaten=eaten, left_grams=left_grams):
        raise GreenRefused(field, _("This cannot be with %(portions)s portions.") % {"portions": made})
    if packed + donated > max(made, eaten):
        raise GreenRefused("packed", _("More was packed and given away than was cooked."))
    if donated and not donated_to.strip():
        raise GreenRefused("donated_to", _("Say who was given the portions."))
    told = {
        "eaten": eaten, "left_grams": left_grams, "packed": packed, "donated": donated,
        "donated_to": donated_to.strip()[:120], "closed_at": at, "closed_by": actor,
    }  # fmt: skip
    _move(meal, MealState.CLOSED, rev, told)
    _note(meal, "meal.close", MealState.ORDERED, actor, at, {"eaten": eaten, "left_grams": left_grams})
    return meal


@transaction.atomic
def drop_meal(*, meal: Meal, reason: str, rev: int, actor: Any, at: datetime) -> Meal:
    """There will be no such meal. Raises GreenRefused without a reason, GreenStale, MoveRefused."""
    check_move(MEAL_MOVES, meal.stage, MealState.DROPPED)
    refuse_marked({"reason": reason}, site=meal.site)
    if not reason.strip():
        raise GreenRefused("reason", _("Please give a reason."))
    old = meal.stage
    _move(meal, MealState.DROPPED, rev, {})
    _note(meal, "meal.drop", old, actor, at, {}, reason)
    return meal


def _move(meal: Meal, to: MealState, rev: int, fields: dict[str, Any]) -> None:
    fresh = {"state": to, "rev": F("rev") + 1} | fields
    if not Meal.objects.filter(pk=meal.pk, state=meal.state, rev=rev).update(**fresh):
        raise GreenStale(_("Somebody else has just changed this meal. Look at it again."))
    meal.refresh_from_db()


def _note(
    meal: Meal, action: str, old: str, actor: Any, at: datetime, changes: dict[str, Any], reason: str = ""
) -> None:
    record(
        site=meal.site, at=at, actor=actor, action=action, subject=(MEAL, meal.pk), from_state=old, to_state=meal.state,
        changes=changes, reason=reason.strip()[:200],
    )  # fmt: skip
    changed(MEAL, [meal.pk], site=meal.site, at=at)
