"""A floor plan: its people as the rules need them, its last run."""

from dataclasses import dataclass
from typing import Any

from guanjia.conference.public import place_needs_of
from guanjia.seating.models import FloorRun, SeatPlan, Wish
from guanjia.seating.queries.drawn import origin_of
from guanjia.seating.queries.people import members_of
from guanjia.seating.rules.floor import seats_of
from guanjia.seating.rules.floor_cost import Person, Wishes


@dataclass(frozen=True)
class Floor:
    """What a search needs: seats, people, choices by hand, wishes."""

    seats: tuple[Any, ...]
    people: list[Person]
    fixed: dict[str, int]
    wishes: Wishes


def floor_of(plan: SeatPlan) -> Floor:
    """Delegations stand in the order of their first person on the signed list; who has none is a delegation of one.

    A place that a guest asked for counts like a wish noted here (both by conference.place_needs_of).

    Three queries. Raises NoChart for a hall that cannot be.
    """
    members = [member for member in members_of(plan) if member.comes]
    numbers: dict[Any, int] = {}
    rows = Wish.objects.filter(event=plan.event_id)
    told = place_needs_of(plan.event_id)
    people = []
    for rank, member in enumerate(members, 1):
        who = member.guest.pk
        number = numbers.setdefault(member.guest.delegation_id or -who, len(numbers))
        asked = told.get(who, frozenset())
        people.append(Person(who, number, rank, "aisle" in asked, "wheelchair" in asked))
    here = {person.id for person in people}
    pairs = [(w.kind, w.one_id, w.other_id) for w in rows if w.other_id and w.one_id in here and w.other_id in here]
    wishes = Wishes(
        beside=tuple((one, other) for kind, one, other in pairs if kind == Wish.Kind.BESIDE),
        apart=tuple((one, other) for kind, one, other in pairs if kind == Wish.Kind.APART),
    )
    fixed = {member.row.key: member.guest.pk for member in members if member.row.fixed and member.row.key}
    return Floor(seats_of(plan.options), people, fixed, wishes)


def floor_facts(plan: SeatPlan) -> dict[str, Any]:
    """What the page of a floor plan shows of the last search; None where there was none."""
    run = FloorRun.objects.filter(plan=plan).order_by("-pk").first()
    better = None
    if run and run.cost and run.greedy_cost and run.greedy_cost["total"]:
        better = round(100 * (1 - run.cost["total"] / run.greedy_cost["total"]))
    people = plan.seated.count()
    return {
        "run": run,
        "live": run is not None and run.live,
        "better": better,
        "people": people,
        "seats": len(seats_of(plan.options)),
        "origin": origin_of(plan),
    }
