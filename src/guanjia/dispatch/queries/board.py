"""What the board shows: orders that wait with their proposals, people with what they carry, how good proposals were."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from guanjia.dispatch.models import Proposal
from guanjia.dispatch.queries.day import PlanningDay, planning_day
from guanjia.dispatch.rules.jobs import Worker
from guanjia.dispatch.rules.states import ProposalState
from guanjia.foundation.sites.public import Site
from guanjia.people.public import User
from guanjia.servicedesk.public import WorkOrder

WORDS = {
    "only": lambda: _("the only one on duty who can do it"),
    "skill": lambda: _("has the skill"),
    "certificate": lambda: _("holds the certificate"),
    "area": lambda: _("answers for %(area)s"),
    "way": lambda: _("%(minutes)s minutes away"),
    "load": lambda: _("%(orders)s orders before it"),
    "in_time": lambda: _("%(minutes)s minutes to spare"),
    "late": lambda: _("%(minutes)s minutes late all the same"),
}


@dataclass(frozen=True)
class Waiting:
    """An order that nobody has; `proposal` None: nobody on duty may do it, or nothing was planned yet."""

    order: WorkOrder
    proposal: Proposal | None
    why: str
    can: list[User]


@dataclass(frozen=True)
class Hand:
    """Somebody on duty."""

    user: User
    carried: int
    skills: list[str]


@dataclass(frozen=True)
class Board:
    """The whole board."""

    waiting: list[Waiting]
    hands: list[Hand]
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
    waiting = [
        Waiting(order, proposals.get(pk), sentence(proposals[pk].why) if pk in proposals else "", _able(day, pk))
        for pk, order in day.orders.items()
    ]
    hands = [Hand(day.people[worker.id], worker.carried, sorted(worker.skills)) for worker in day.workers]
    return Board(waiting, sorted(hands, key=lambda each: each.carried), taken + changed, taken)


def sentence(why: list[list[Any]]) -> str:
    """The reasons in the reader's language, as one line."""
    return " · ".join(WORDS[code]() % values for code, values in why if code in WORDS)


def _able(day: PlanningDay, order_id: int) -> list[User]:
    job = next(each for each in day.jobs if each.id == order_id)
    able: list[Worker] = [worker for worker in day.workers if worker.can(job)]
    return [day.people[worker.id] for worker in able]
