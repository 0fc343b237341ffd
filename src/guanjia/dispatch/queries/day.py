"""The orders that wait, the people who are there, the ways: what a plan is made of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from guanjia.dispatch.models import Ability, AreaPerson, BuildingWay
from guanjia.dispatch.rules.jobs import Job, Spot, Ways, Worker
from guanjia.dispatch.rules.states import AreaRole
from guanjia.duties.public import Duty, DutyState
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.posts.public import Roster
from guanjia.servicedesk.public import (
    ORDER,
    REQUEST,
    OrderState,
    RequestState,
    Urgency,
    WorkOrder,
    certificate_for,
    holders,
)

MINUTES = {
    "plumbing": 45,
    "electrical": 40,
    "lift": 60,
    "carpentry": 50,
    "masonry": 90,
    "hvac": 60,
    "cleaning": 25,
    "guarding": 15,
}
USUAL = 40
WEIGHT = {Urgency.NORMAL: 1.0, Urgency.URGENT: 4.0, Urgency.CRITICAL: 10.0}
HELD = (OrderState.DISPATCHED, OrderState.ACCEPTED, OrderState.IN_PROGRESS)
REST_OF_WORK = 20.0


@dataclass(frozen=True)
class PlanningDay:
    """Jobs and workers carry the ids of orders and users."""

    jobs: list[Job]
    workers: list[Worker]
    ways: Ways
    orders: dict[int, WorkOrder]
    people: dict[int, User]


def planning_day(site: Site, at: datetime) -> PlanningDay:
    """Orders that nobody has, and whoever is on a post now and has an ability; a constant number of queries."""
    wanted = ("site", "request__unit__building", "request__place", "request__building", "place__floor__building")
    rows = WorkOrder.objects.filter(site=site, state=OrderState.NEW).select_related(*wanted).order_by("opened_at", "pk")
    rows = rows.exclude(request__state=RequestState.ON_HOLD)
    orders = {row.pk: row for row in rows[:300]}
    due, areas = _due(orders.values()), _areas(site)
    jobs = [_job(order, due.get(order.pk), areas[0], at) for order in orders.values()]
    workers, people = _workers(site, at, areas[1])
    return PlanningDay(jobs, workers, _ways(site), orders, people)


def spot_of(order: WorkOrder) -> Spot:
    """Where an order is to be done, as far as anybody knows."""
    request = order.request
    if request is not None and request.unit is not None:
        return Spot(request.unit.building.code, request.unit.level or 0)
    if order.place is not None and order.place.floor is not None:
        return Spot(order.place.floor.building.code, 0)
    building = request.building if request is not None else None
    return Spot(building.code if building is not None else "", 0)


def _job(order: WorkOrder, due: datetime | None, area_of: dict[str, str], at: datetime) -> Job:
    spot, request = spot_of(order), order.request
    begins = request.appointment_from if request is not None else None
    return Job(
        id=order.pk,
        skill=order.skill,
        minutes=MINUTES.get(order.skill, USUAL),
        due=(due - at).total_seconds() / 60 if due is not None else None,
        weight=WEIGHT[order.urgency_enum],
        spot=spot,
        area=area_of.get(spot.building, ""),
        certificate=certificate_for(order.skill),
        not_before=max(0.0, (begins - at).total_seconds() / 60) if begins is not None else 0.0,
    )


def _due(orders: Sequence[WorkOrder] | object) -> dict[int, datetime]:
    """The last promise that runs about each order or its request: when it is to be done."""
    rows = list(orders)  # type: ignore[call-overload]
    by_subject = {(ORDER, row.pk): row.pk for row in rows} | {(REQUEST, row.request_id): row.pk for row in rows}
    duties = Duty.objects.filter(
        subject_kind__in=(ORDER, REQUEST), subject_id__in={number for _kind, number in by_subject if number},
        state=DutyState.OPEN, due_at__isnull=False,
    ).values_list("subject_kind", "subject_id", "due_at")  # fmt: skip
    found: dict[int, datetime] = {}
    for kind, number, due_at in duties:
        if (kind, number) in by_subject:
            pk = by_subject[kind, number]
            found[pk] = max(found.get(pk, due_at), due_at)
    return found


def _areas(site: Site) -> tuple[dict[str, str], dict[int, set[str]]]:
    """Area by building code, and the areas of each user who repairs there."""
    people = AreaPerson.objects.filter(area__site=site, role=AreaRole.REPAIR).select_related("area")
    of_user: dict[int, set[str]] = defaultdict(set)
    of_building: dict[str, str] = {}
    for each in people.prefetch_related("area__buildings"):
        of_user[each.user_id].add(each.area.name)
        of_building |= {building.code: each.area.name for building in each.area.buildings.all()}
    return of_building, of_user


def _workers(site: Site, at: datetime, areas: dict[int, set[str]]) -> tuple[list[Worker], dict[int, User]]:
    skills: dict[int, dict[str, float]] = defaultdict(dict)
    people: dict[int, User] = {}
    for ability in Ability.objects.filter(site=site, user__is_active=True).select_related("user"):
        skills[ability.user_id][ability.skill] = float(ability.pace)
        people[ability.user_id] = ability.user
    on_duty = Roster.objects.filter(site=site, released_at=None, starts_at__lte=at, ends_at__gt=at, user__in=people)
    ends = dict(on_duty.values_list("user").annotate(Min("ends_at")))
    held = WorkOrder.objects.filter(site=site, assignee__in=ends, state__in=HELD)
    carried = dict(held.values_list("assignee").annotate(Count("pk")))
    busy = {
        row.assignee_id: row
        for row in held.filter(state=OrderState.IN_PROGRESS).select_related(
            "request__unit__building", "request__building", "place__floor__building"
        )
    }
    papers = holders(site, ends, at)
    workers = [
        Worker(
            id=user_id,
            skills=skills[user_id],
            spot=spot_of(busy[user_id]) if user_id in busy else Spot(),
            free_at=REST_OF_WORK if user_id in busy else 0.0,
            until=(end - at).total_seconds() / 60,
            areas=frozenset(areas.get(user_id, ())),
            certificates=frozenset(papers.get(user_id, ())),
            carried=carried.get(user_id, 0),
        )
        for user_id, end in sorted(ends.items())
    ]
    return workers, people


def _ways(site: Site) -> Ways:
    rows = BuildingWay.objects.filter(site=site).values_list("one__code", "other__code", "minutes")
    return Ways({(one, other): float(minutes) for one, other, minutes in rows})
