"""What the board shows: orders that wait with their proposals, people with what they carry, how good proposals were."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from guanjia.dispatch.models import Proposal
from guanjia.dispatch.queries.day import PlanningDay, planning_day, spot_of
from guanjia.dispatch.queries.risk import Risk, risks
from guanjia.dispatch.rules.skills import SKILLS
from guanjia.dispatch.rules.states import ProposalState
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.places.public import Building
from guanjia.servicedesk.public import (
    SAME_FAULT_WITHIN,
    WORKED_ON,
    OrderState,
    RequestState,
    ServiceRequest,
    Urgency,
    WorkOrder,
)
from guanjia.standards.public import describe_span

PROBABLY, POSSIBLY, MANY = 0.5, 0.25, 3
FAR_OFF = datetime.max.replace(tzinfo=UTC)

WORDS = {
    "only": lambda: _("the only one on duty who can do it"),
    "skill": lambda: _("has the skill"),
    "certificate": lambda: _("holds the certificate"),
    "area": lambda: _("answers for %(area)s"),
    "way": lambda: _("%(minutes)s minutes away"),
    "load": lambda: _("%(orders)s orders before it"),
    "in_time": lambda: _("%(span)s to spare"),
    "late": lambda: _("%(span)s late all the same"),
}


@dataclass(frozen=True)
class Waiting:
    """An order that nobody has; `proposal` None: nobody on duty may do it, or nothing was planned yet.

    `due` is the last promise about it, `same` an earlier request that is probably the same fault.
    """

    order: WorkOrder
    proposal: Proposal | None
    why: str
    can: list[User]
    due: datetime | None
    risk: Risk | None
    same: ServiceRequest | None

    @property
    def risk_percent(self) -> int | None:
        """In whole per cent; None where nothing is learnt yet."""
        return round(100 * self.risk.share) if self.risk else None

    @property
    def risk_colour(self) -> str:
        """Red from one in two, orange from one in four."""
        share = self.risk.share if self.risk else 0.0
        return "red" if share >= PROBABLY else "orange" if share >= POSSIBLY else "green"


@dataclass(frozen=True)
class Hand:
    """Somebody on duty."""

    user: User
    carried: int
    skills: list[str]
    where: str

    @property
    def load_words(self) -> str:
        """How many orders are in hand."""
        return _("%(count)s in hand") % {"count": self.carried}

    @property
    def load_colour(self) -> str:
        """Green when free, orange from three."""
        return "orange" if self.carried >= MANY else "blue" if self.carried else "green"


@dataclass(frozen=True)
class Place:
    """A building with what waits there and who is there: the map as a list."""

    name: str
    waiting: int
    urgent: int
    people: list[str]


@dataclass(frozen=True)
class Board:
    """The whole board."""

    waiting: list[Waiting]
    held: list[WorkOrder]
    hands: list[Hand]
    places: list[Place]
    decided: int
    taken: int

    @property
    def taken_percent(self) -> int | None:
        """How many of the proposals that people decided on were taken as they were; None before any."""
        return round(100 * self.taken / self.decided) if self.decided else None


def board(site: Site, at: datetime) -> Board:
    """The board at this moment; a constant number of queries."""
    day = planning_day(site, at)
    open_ = Proposal.objects.filter(site=site, state=ProposalState.OPEN).select_related("user")
    proposals = {row.order_id: row for row in open_}
    by_hand = Proposal.objects.filter(site=site, automatic=False)
    counts = dict(by_hand.values_list("state").annotate(Count("pk")))
    taken, changed = counts.get(ProposalState.TAKEN, 0), counts.get(ProposalState.CHANGED, 0)
    risk = risks(site, [order.request_id for order in day.orders.values() if order.request_id], at)
    same = _same(site, day)
    jobs = {job.id: job for job in day.jobs}
    waiting = [
        Waiting(
            order,
            proposals.get(pk),
            sentence(proposals[pk].why) if pk in proposals else "",
            [day.people[worker.id] for worker in day.workers if worker.can(jobs[pk])],
            at + timedelta(minutes=due) if (due := jobs[pk].due) is not None else None,
            risk.get(order.request_id or 0),
            same.get(order.request_id or 0),
        )
        for pk, order in day.orders.items()
    ]
    names = {building.code: building.name for building in Building.objects.filter(site=site)}
    hands = [
        Hand(
            day.people[each.id], each.carried, skill_names(each.skills),
            names.get(each.spot.building, each.spot.building),
        )
        for each in day.workers
    ]  # fmt: skip
    held = WorkOrder.objects.filter(site=site, state=OrderState.NEW, request__state=RequestState.ON_HOLD)
    return Board(
        sorted(waiting, key=_pressing),
        list(held.select_related("request__unit", "request__place").order_by("opened_at")[:100]),
        sorted(hands, key=lambda each: each.carried),
        _places(waiting, day, hands, names),
        taken + changed,
        taken,
    )


def _pressing(each: Waiting) -> tuple[bool, datetime, int]:
    """Urgent first, then by the promise, then by number."""
    return each.order.urgency == Urgency.NORMAL, each.due or FAR_OFF, each.order.pk


def _same(site: Site, day: PlanningDay) -> dict[int, ServiceRequest]:
    """For each request on the board the earliest other open one of its kind and building within four hours. One query."""
    here = [order.request for order in day.orders.values() if order.request is not None]
    rows = ServiceRequest.objects.filter(
        site=site, history=False, state__in=WORKED_ON, kind__in={each.kind for each in here}, building__isnull=False
    )
    groups: dict[tuple[str, int], list[ServiceRequest]] = defaultdict(list)
    for row in rows.order_by("opened_at", "pk")[:2000]:
        groups[row.kind, row.building_id or 0].append(row)
    found = {}
    for each in here:
        for other in groups.get((each.kind, each.building_id or 0), ()):
            if other.pk != each.pk and timedelta(0) <= each.opened_at - other.opened_at <= SAME_FAULT_WITHIN:
                found[each.pk] = other
                break
    return found


def _places(waiting: list[Waiting], day: PlanningDay, hands: list[Hand], names: dict[str, str]) -> list[Place]:
    there: dict[str, list[Waiting]] = defaultdict(list)
    for each in waiting:
        there[spot_of(each.order).building].append(each)
    return sorted(
        (
            Place(
                names.get(code, "") or _("somewhere else"), len(rows),
                sum(row.order.urgency != Urgency.NORMAL for row in rows),
                [str(hand.user) for hand in hands if hand.where and hand.where == names.get(code)],
            )
            for code, rows in there.items()
        ),
        key=lambda place: (-place.urgent, -place.waiting, place.name),
    )  # fmt: skip


def skill_names(skills: Iterable[str]) -> list[str]:
    """Skills in the reader's language, in order."""
    return sorted(_(SKILLS[skill]) if skill in SKILLS else skill for skill in skills)


def sentence(why: list[list[Any]]) -> str:
    """The reasons in the reader's language, as one line."""
    return " · ".join(WORDS[code]() % (values | _span(values)) for code, values in why if code in WORDS)


def _span(values: dict[str, Any]) -> dict[str, str]:
    """Minutes as people say them: 44 hours and not 2,640 minutes."""
    return {"span": describe_span(timedelta(minutes=values["minutes"]))} if "minutes" in values else {}
