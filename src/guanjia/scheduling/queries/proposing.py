"""What a placement means for each request: stays, moves, comes, or has no place and why; and the price of each wish."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.scheduling.models import PeriodRun, Proposal, Request
from guanjia.scheduling.queries.task import Task
from guanjia.scheduling.rules.period import Meeting, Place, Places
from guanjia.scheduling.rules.price import missed
from guanjia.scheduling.rules.states import Kind


class Why(Word):
    """Why a request has no place."""

    SIZE = "size", N_("no room is large enough, has the equipment and is set up so")
    DAYS = "days", N_("no day of the period is allowed, or none is long enough")
    CLOSED = "closed", N_("every room that fits is taken or closed all the time")
    FULL = "full", N_("other meetings have the rooms, or somebody who must attend is elsewhere")


def proposals_of(run: PeriodRun, task: Task, places: Places) -> list[Proposal]:
    """One for each request of the task."""
    torn = _torn(task, places)
    found = []
    for number, request in enumerate(task.requests):
        place = places.get(number)
        if place is None:
            found.append(_homeless(run, task, number))
            continue
        meeting = task.period.meetings[number]
        prices = [*_wishes(meeting, place), *torn.get(number, [])]
        found.append(
            Proposal(
                run=run, request=request, kind=_kind(request, task, place), room=task.rooms[place.room],
                starts_at=task.axis.moment(place.start), prices=prices, price=sum(each["price"] for each in prices),
                was_room=request.room, was_starts_at=request.starts_at,
            )
        )  # fmt: skip
    return found


def _kind(request: Request, task: Task, place: Place) -> Kind:
    if request.room_id is None:
        return Kind.COME
    same = (task.rooms[place.room].pk, task.axis.moment(place.start)) == (request.room_id, request.starts_at)
    return Kind.STAY if same else Kind.MOVE


def _homeless(run: PeriodRun, task: Task, number: int) -> Proposal:
    request = task.requests[number]
    return Proposal(
        run=run, request=request, kind=Kind.NONE, reason=why(task, number), was_room=request.room,
        was_starts_at=request.starts_at,
    )  # fmt: skip


def why(task: Task, number: int) -> Why:
    """The first reason that alone suffices."""
    period, meeting = task.period, task.period.meetings[number]
    fitting, starts = period.fitting(meeting), period.starts(meeting)
    if not fitting:
        return Why.SIZE
    if not starts:
        return Why.DAYS
    for room in fitting:
        closed = period.halls[room].closed
        if any(closed.isdisjoint(range(*period.taken(meeting, Place(room, start)))) for start in starts):
            return Why.FULL
    return Why.CLOSED


def _wishes(meeting: Meeting, place: Place) -> Iterable[dict[str, Any]]:
    return ({"code": wish.code, "price": wish.price} for wish in meeting.wishes if not wish.met(place))


def _torn(task: Task, places: Places) -> dict[int, list[dict[str, Any]]]:
    """People who would like to be in two places, told of the meeting that they would miss: the one that does not need them."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in missed(task.period, places):
        needs = each.person in task.period.meetings[each.one].required
        loser, other = (each.other, each.one) if needs else (each.one, each.other)
        name = task.names[each.person]
        found[loser].append({"code": "person", "price": each.grains, "name": name, "other": task.requests[other].title})
    return found
