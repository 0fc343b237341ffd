"""Requests come in: lines of a plan, meetings that wait for a room, meetings that have one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Block, Waiting, blocks_ahead, waiting_events
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.places.public import Room
from guanjia.scheduling.actions.periods import bump, note, opened
from guanjia.scheduling.models import Period, Request
from guanjia.scheduling.queries.axis import axis_of
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.states import Origin

CHANGEABLE = (
    "title", "minutes", "heads", "style", "required", "preferred", "equipment", "day_from", "day_until", "wished_day",
    "wished_part", "wished_room", "setup_minutes", "cleardown_minutes", "priority",
)  # fmt: skip
"""What a line of a plan says of a request."""


@transaction.atomic
def add_requests(
    *, period: Period, lines: Sequence[Mapping[str, Any]], actor: Any, at: datetime
) -> tuple[int, int, int]:
    """Lines of a plan, by their number (`key`): new, changed and unchanged ones. A second call with the same lines changes
    nothing. Raises SchedulingRefused for a closed period, SecretRefused."""
    period = opened(period)
    known = {row.key: row for row in Request.objects.filter(period=period)}
    fresh, newer = [], []
    for line in lines:
        refuse_marked({"title": str(line["title"])}, site=period.site)
        values = {name: line[name] for name in CHANGEABLE if name in line}
        row = known.get(str(line["key"]))
        if row is None:
            fresh.append(Request(site=period.site, period=period, key=str(line["key"]), **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            newer.append(row)
    Request.objects.bulk_create(fresh, batch_size=500)
    Request.objects.bulk_update(newer, CHANGEABLE, batch_size=200)
    if fresh or newer:
        bump(period)
        note(period, "period.requests", actor, at, new=len(fresh), changed=len(newer))
    return len(fresh), len(newer), len(lines) - len(fresh) - len(newer)


@transaction.atomic
def gather(*, period: Period, actor: Any, at: datetime) -> int:
    """Take in what conference knows of the period: events that wait for a room, blocks without one, and meetings that have
    one (they stay unless somebody lets them move). What is known already is brought up to date; the count of new ones.

    A controlled meeting is never read: its slot closes the room, and that is all (FIELD 1).
    """
    period = opened(period)
    axis = axis_of(period)
    begin, end = axis.moment(0), axis.moment(len(axis.numbers) - 1).replace(hour=23, minute=59)
    known = {row.key: row for row in Request.objects.filter(period=period)}
    by_block = {row.block_id: row for row in known.values() if row.block_id}
    lines = [_of_block(block, by_block.get(block.pk)) for block in blocks_ahead(period.site, max(begin, at), end)]
    lines += [_of_event(waiting) for waiting in waiting_events(period.site, max(begin, at), end)]
    fresh = [Request(site=period.site, period=period, **line) for line in lines if line["key"] not in known]
    newer = []
    for line in lines:
        row = known.get(line["key"])
        if row is not None and any(getattr(row, name) != value for name, value in line.items()):
            for name, value in line.items():
                setattr(row, name, value)
            newer.append(row)
    gone = _gone(period, known, {line["key"] for line in lines})
    Request.objects.bulk_create(fresh, batch_size=500)
    for row in newer:
        row.save()
    if fresh or newer or gone:
        bump(period)
        note(period, "period.gather", actor, at, new=len(fresh), changed=len(newer), gone=gone)
    return len(fresh)


def _of_block(block: Block, known: Request | None) -> dict[str, Any]:
    """A block as a request; one that a request was made into is that request, where it stands now."""
    placed = block.placed
    if known is not None and known.key != f"B{block.pk}":
        stands = (block.room_id, block.starts_at) if placed else (None, None)
        return {"key": known.key, "room_id": stands[0], "starts_at": stands[1]}
    return {
        "key": f"B{block.pk}",
        "origin": Origin.PLACED if placed else Origin.WAITING,
        "title": block.event.title,
        "event_id": block.event_id,
        "block_id": block.pk,
        "minutes": max(1, int((block.ends_at - block.starts_at).total_seconds() // 60)),
        "heads": block.headcount or block.event.expected_count,
        "style": block.style,
        "room_id": block.room_id if placed else None,
        "starts_at": block.starts_at if placed else None,
        "wished_room_id": None if placed else block.room_id,
    }


def _of_event(waiting: Waiting) -> dict[str, Any]:
    event = waiting.event
    return {
        "key": event.ref,
        "origin": Origin.WAITING,
        "title": event.title,
        "event_id": event.pk,
        "minutes": max(1, int((waiting.wished_until - waiting.wished_from).total_seconds() // 60)),
        "heads": event.expected_count,
        "wished_room_id": waiting.room_id,
    }


def _gone(period: Period, known: Mapping[str, Request], here: Collection[str]) -> int:
    """Meetings that were taken in and are off the period now are struck out; what a search has spoken of stays in its story.

    The count of those struck out.
    """
    gone = [row.pk for row in known.values() if row.origin != Origin.PLANNED and row.key not in here]
    _all, by_table = Request.objects.filter(pk__in=gone, proposals=None).delete()
    return by_table.get(Request._meta.label, 0)


@transaction.atomic
def settle_requests(
    *, period: Period, shown: Collection[int], fixed: Collection[int], may_move: Collection[int],
    priorities: Mapping[int, int], actor: Any, at: datetime,
) -> int:  # fmt: skip
    """Of the requests that were shown: which stay where they are, which of those with a room may move, how important each is;
    the count of changes. What lies on another page of the list keeps its choices.

    Raises SchedulingRefused for a fixed choice without a place, and for one that is to stay and to move.
    """
    period = opened(period)
    changed = []
    for row in Request.objects.filter(period=period, pk__in=shown):
        stays, moves = row.pk in fixed, row.pk in may_move
        if stays and moves:
            raise SchedulingRefused("fixed", _("%(title)s cannot both stay and move.") % {"title": row.title})
        if stays and row.room_id is None:
            raise SchedulingRefused("fixed", _("%(title)s has no place that could be kept.") % {"title": row.title})
        priority = priorities.get(row.pk, row.priority)
        if (row.fixed, row.may_move, row.priority) != (stays, moves, priority):
            row.fixed, row.may_move, row.priority = stays, moves, priority
            changed.append(row)
    Request.objects.bulk_update(changed, ["fixed", "may_move", "priority"], batch_size=200)
    if changed:
        bump(period)
        note(period, "period.settle", actor, at, changed=len(changed))
    return len(changed)


@transaction.atomic
def drop_request(*, period: Period, request_id: int, actor: Any, at: datetime) -> None:
    """A line of the plan is struck out; a second call changes nothing."""
    period = opened(period)
    if Request.objects.filter(period=period, pk=request_id, proposals=None).delete()[0]:
        bump(period)
        note(period, "period.drop_request", actor, at, request=request_id)


def rooms_by_word(period: Period) -> dict[str, Room]:
    """Rooms of the site by code and by name, for a plan that names one."""
    found: dict[str, Room] = {}
    for room in Room.objects.filter(site=period.site, is_open=True):
        found[room.name] = found[room.code] = room
    return found
