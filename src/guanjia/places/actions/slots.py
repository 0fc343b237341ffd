"""Taking rooms. The only writer of slots; nobody gets one that somebody else has (DESIGN 5, LESSONS 1)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.sites.public import Site, local
from guanjia.places.events import RoomsReleased
from guanjia.places.models import Room, Slot, Space
from guanjia.places.queries.takers import CLOSURE, ROOM, Holder, Taken, closures_over, holders_known, takers
from guanjia.places.rules.taking import Stretch, first_overlap, stretches, with_buffers


@dataclass(frozen=True, slots=True)
class Claim:
    """A room wanted by `holder` from `starts_at` to `ends_at`: the meeting's own time.

    The room's usual set-up and clear-down are added; `setup`, `cleardown` replace them (timedelta(0): none).
    """

    room: Room
    starts_at: datetime
    ends_at: datetime
    holder: Holder
    setup: timedelta | None = None
    cleardown: timedelta | None = None
    firm: bool = True

    def stretches(self, space_ids: Iterable[int]) -> list[Stretch]:
        """What it takes of each space; raises EndsBeforeStart."""
        setup = timedelta(minutes=self.room.setup_minutes) if self.setup is None else self.setup
        cleardown = timedelta(minutes=self.room.cleardown_minutes) if self.cleardown is None else self.cleardown
        return stretches(space_ids, *with_buffers(self.starts_at, self.ends_at, setup, cleardown))


class SlotTaken(Exception):
    """Somebody else has the room or it is closed. `takers`: who and when, oldest first; `wanted`: the refused claim."""

    def __init__(self, claim: Claim, found: Sequence[Taken]) -> None:
        super().__init__(claim.room.code, [taken.holder for taken in found])
        self.wanted, self.takers = claim, tuple(found)

    @property
    def holder(self) -> Holder:
        """(kind, id) of the first one in the way."""
        return self.takers[0].holder

    def __str__(self) -> str:
        """A sentence in the reader's language: which room, who has it, from when until when on the site's clock."""
        first, site = self.takers[0], self.wanted.room.site
        words = {
            "room": first.room,
            "holder": first.label or _("another booking"),
            "start": f"{local(site, first.starts_at):%Y-%m-%d %H:%M}",
            "end": f"{local(site, first.ends_at):%Y-%m-%d %H:%M}",
        }
        if first.holder[0] == ROOM:
            return _("%(room)s cannot be booked.") % words
        if first.holder[0] == CLOSURE:
            return _("%(room)s is closed from %(start)s until %(end)s: %(holder)s.") % words
        return _("%(room)s is taken by %(holder)s, with set-up and clear-down from %(start)s until %(end)s.") % words


def claim_slot(
    *,
    room: Room,
    starts_at: datetime,
    ends_at: datetime,
    holder: Holder,
    at: datetime,
    actor: Any,
    setup: timedelta | None = None,
    cleardown: timedelta | None = None,
    firm: bool = True,
) -> list[Slot]:
    """Take every space of the room for the meeting's time plus buffers; raises SlotTaken or EndsBeforeStart.

    In the caller's transaction, which then holds the spaces until it ends: claim several rooms by one `claim_slots`.
    """
    claim = Claim(room, starts_at, ends_at, holder, setup, cleardown, firm)
    return claim_slots(claims=[claim], at=at, actor=actor)


@transaction.atomic
def claim_slots(*, claims: Sequence[Claim], at: datetime, actor: Any) -> list[Slot]:
    """Take all of them or none; raises SlotTaken for the first that cannot be had. A constant number of queries."""
    spaces = _spaces_of(claims)
    _lock(space_id for ids in spaces.values() for space_id in ids)
    return _take(claims, spaces, "places.claim_slot", at, actor)


def move_slot(
    *,
    holder: Holder,
    room: Room,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    actor: Any,
    setup: timedelta | None = None,
    cleardown: timedelta | None = None,
    firm: bool = True,
) -> list[Slot]:
    """Give up what `holder` has and take this instead; if it cannot be had, SlotTaken, and the old slots stay."""
    claim = Claim(room, starts_at, ends_at, holder, setup, cleardown, firm)
    return move_slots(moves=[claim], at=at, actor=actor)


@transaction.atomic
def move_slots(*, moves: Sequence[Claim], at: datetime, actor: Any) -> list[Slot]:
    """Move all the holders at once, or none. Those that change places do not stand in each other's way."""
    spaces = _spaces_of(moves)
    held = _slots_of(claim.holder for claim in moves)
    left = [row for slots in held for row in slots.values_list("space_id", "room_id")]
    _lock([*(space_id for space_id, _room_id in left), *(space_id for ids in spaces.values() for space_id in ids)])
    for slots in held:
        slots.delete()
    return _take(moves, spaces, "places.move_slot", at, actor, left={room_id for _space_id, room_id in left})


def release_slot(*, holder: Holder, at: datetime, actor: Any) -> int:
    """Give up all that `holder` has; returns the number of slots, 0 the second time."""
    return release_slots(holders=[holder], at=at, actor=actor)


@transaction.atomic
def release_slots(*, holders: Iterable[Holder], at: datetime, actor: Any) -> int:
    """Give up all that the holders have; returns the number of slots."""
    count = 0
    for slots in _slots_of(holders):
        gone = list(slots.select_related("room__site", "site").order_by("holder_id", "space_id"))
        slots.delete()
        _journal(gone, "places.release_slot", at, actor, left={slot.room_id for slot in gone})
        count += len(gone)
    return count


def confirm_slot(*, holder: Holder) -> int:
    """Make what `holder` has firm; the holder's own move is the journal entry. Returns the number of slots changed."""
    return Slot.objects.filter(holder_kind=holder[0], holder_id=holder[1], firm=False).update(firm=True)


def _spaces_of(claims: Sequence[Claim]) -> dict[int, list[int]]:
    """Space ids of each room; a room without any, or one that is shut, is refused."""
    spaces: dict[int, list[int]] = defaultdict(list)
    rooms = {claim.room.pk for claim in claims}
    links = Room.spaces.through.objects.filter(room_id__in=rooms, room__is_open=True, room__fire_ok=True)
    for room_id, space_id in links.values_list("room_id", "space_id").order_by("space_id"):
        spaces[room_id].append(space_id)
    for claim in claims:
        if claim.room.pk not in spaces:
            shut = Taken(claim.room.pk, claim.room.name, claim.starts_at, claim.ends_at, (ROOM, claim.room.pk), "")
            raise SlotTaken(claim, [shut])
    return spaces


def _lock(space_ids: Iterable[int]) -> None:
    """Hold the spaces until commit, in fixed id order. SQLite has taken its one write lock at BEGIN."""
    if connection.vendor != "sqlite":
        wanted = Space.objects.filter(pk__in=set(space_ids)).order_by("pk")
        list(wanted.select_for_update(no_key=True).values_list("pk", flat=True))


def _take(
    claims: Sequence[Claim],
    spaces: dict[int, list[int]],
    action: str,
    at: datetime,
    actor: Any,
    left: Collection[int] = (),
) -> list[Slot]:
    wanted = [(claim, stretch) for claim in claims for stretch in claim.stretches(spaces[claim.room.pk])]
    _refuse_each_other(wanted)
    _refuse_closed(wanted)
    slots = [
        Slot(
            site_id=claim.room.site_id,
            space_id=stretch.space_id,
            room=claim.room,
            starts_at=stretch.starts_at,
            ends_at=stretch.ends_at,
            holder_kind=claim.holder[0],
            holder_id=claim.holder[1],
            firm=claim.firm,
        )
        for claim, stretch in wanted
    ]
    try:
        with transaction.atomic():
            Slot.objects.bulk_create(slots)
    except IntegrityError:
        _refuse_taken(wanted)
        raise
    _journal(slots, action, at, actor, left)
    return slots


def _refuse_each_other(wanted: Sequence[tuple[Claim, Stretch]]) -> None:
    if (clash := first_overlap([stretch for _claim, stretch in wanted])) is None:
        return
    (claim, stretch), (other, _stretch) = wanted[clash[0]], wanted[clash[1]]
    label, url = holders_known([claim.holder]).get(claim.holder, ("", ""))
    room = claim.room
    raise SlotTaken(
        other, [Taken(room.pk, room.name, stretch.starts_at, stretch.ends_at, claim.holder, label, True, url)]
    )


def _refuse_closed(wanted: Sequence[tuple[Claim, Stretch]]) -> None:
    if not wanted:
        return
    ids = {stretch.space_id for _claim, stretch in wanted}
    first, last = min(s.starts_at for _claim, s in wanted), max(s.ends_at for _claim, s in wanted)
    for closure, shut in closures_over(ids, first, last):
        for claim, stretch in wanted:
            if stretch.space_id in shut and stretch.overlaps(
                Stretch(stretch.space_id, closure.starts_at, closure.ends_at)
            ):
                times = closure.starts_at, closure.ends_at
                raise SlotTaken(
                    claim, [Taken(claim.room.pk, claim.room.name, *times, (CLOSURE, closure.pk), closure.reason)]
                )


def _refuse_taken(wanted: Sequence[tuple[Claim, Stretch]]) -> None:
    """Raise SlotTaken if others' slots stand in the way: for the first claim that one of them hits."""
    found = takers([stretch for _claim, stretch in wanted])
    for claim, stretch in wanted:
        hit = [taken for taken in found if taken.starts_at < stretch.ends_at and taken.ends_at > stretch.starts_at]
        if hit:
            raise SlotTaken(claim, hit)


def _slots_of(holders: Iterable[Holder]) -> list[Any]:
    """A queryset of slots per kind of holder."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, pk in holders:
        ids[kind].append(pk)
    return [Slot.objects.filter(holder_kind=kind, holder_id__in=pks) for kind, pks in ids.items()]


def _journal(slots: Sequence[Slot], action: str, at: datetime, actor: Any, left: Collection[int] = ()) -> None:
    """One entry per booked room and holder, for a slot that is given up leaves no other trace. `left` are rooms in which
    something became free: told once.
    """
    by_site: dict[Site, dict[tuple[int, str, int, datetime], dict[str, Any]]] = defaultdict(dict)
    for slot in slots:
        changes = {
            "holder": f"{slot.holder_kind}#{slot.holder_id}",
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
        }
        key = (slot.room_id, slot.holder_kind, slot.holder_id, slot.starts_at)
        by_site[slot.room.site].setdefault(key, {"id": slot.room_id, "changes": changes})
    for site, rows in by_site.items():
        news = RoomsReleased(tuple(sorted(left)), site.pk) if left else None
        record_many(site=site, at=at, actor=actor, action=action, subject_kind=ROOM, rows=rows.values(), event=news)
