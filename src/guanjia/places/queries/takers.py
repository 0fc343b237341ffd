"""Who has a space, and when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects import public as subjects
from guanjia.places.models import Closure, Slot
from guanjia.places.rules.taking import Stretch

CLOSURE = "places.closure"
ROOM = "places.room"
MOST_NAMED = 20
Holder = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in the way: `holder` is the slot's, or ("places.closure", id), or ("places.room", id) of a shut room.

    `label` is what the page may call the holder, `url` its page; both "" if nobody knows. Times include the buffers.
    """

    room_id: int
    room: str
    starts_at: datetime
    ends_at: datetime
    holder: Holder
    label: str
    firm: bool = True
    url: str = ""


def takers(wanted: Sequence[Stretch], *, leave_out: Iterable[Holder] = ()) -> list[Taken]:
    """Slots in the way of `wanted`, oldest first, at most MOST_NAMED, one per holder and time; none of `leave_out`."""
    ours, found = set(leave_out), {}
    for at in range(0, len(wanted), 100):
        clash = Q()
        for stretch in wanted[at : at + 100]:
            clash |= Q(space_id=stretch.space_id, starts_at__lt=stretch.ends_at, ends_at__gt=stretch.starts_at)
        for slot in Slot.objects.filter(clash).select_related("room").order_by("starts_at", "id"):
            holder = (slot.holder_kind, slot.holder_id)
            if holder not in ours:
                found.setdefault((holder, slot.starts_at), slot)
        if len(found) >= MOST_NAMED:
            break
    return named(list(found.values())[:MOST_NAMED])


def named(slots: Sequence[Slot]) -> list[Taken]:
    """The slots as Taken, with the label that each holder's own module gives it; one query per kind of holder."""
    known = holders_known((slot.holder_kind, slot.holder_id) for slot in slots)
    found = []
    for slot in slots:
        holder = (slot.holder_kind, slot.holder_id)
        label, url = known.get(holder, ("", ""))
        times = slot.starts_at, slot.ends_at
        found.append(Taken(slot.room_id, slot.room.name, *times, holder, label, slot.firm, url))
    return found


def holders_known(holders: Iterable[Holder]) -> dict[Holder, tuple[str, str]]:
    """(label, address) of the holders, asked of the modules that own them; unknown kinds and rows are left out."""
    ids = defaultdict(set)
    for kind, pk in holders:
        ids[kind].add(pk)
    known = {}
    for kind, pks in ids.items():
        try:
            found = subjects.snapshots(kind, pks)
        except subjects.UnknownKind:
            continue
        known |= {(kind, pk): (snapshot.label, snapshot.url) for pk, snapshot in found.items()}
    return known


def closures_over(space_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> list[tuple[Closure, set[int]]]:
    """Closures in force at some moment of the time, with which of the spaces each shuts."""
    wanted = set(space_ids)
    found = (
        Closure.objects.filter(spaces__in=wanted, lifted_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
        .distinct()
        .prefetch_related("spaces")
    )
    return [(closure, {space.pk for space in closure.spaces.all()} & wanted) for closure in found]


def slots_between(site: Site, starts_at: datetime, ends_at: datetime, *, room_id: int | None = None) -> list[Slot]:
    """Slots of the site that touch the time, by room and time. With `room_id`, those in any space of that room."""
    slots = Slot.objects.filter(site=site, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if room_id is not None:
        slots = slots.filter(space__rooms=room_id)
    return list(slots.select_related("room", "space").order_by("starts_at", "space_id"))
