"""Who is there now."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.assembly.models import Assembly, Attendee
from guanjia.assembly.rules.presence import HERE, Attendance, Head, Trace, attendance, where_is
from guanjia.assembly.rules.states import Where


@dataclass(frozen=True)
class Present:
    """Somebody on the list, and where they are."""

    attendee: Attendee
    where: Where


def people_of(assembly: Assembly, now: datetime) -> list[Present]:
    """Everybody on the list in the organiser's order, with where they are; one query."""
    rows = Attendee.objects.filter(assembly=assembly).select_related("guest__delegation")
    rows = rows.order_by("guest__rank_no", "pk").exclude(guest__name="")
    return [Present(row, where_of(row, now)) for row in rows]


def where_of(attendee: Attendee, now: datetime) -> Where:
    """Where somebody is."""
    guest = attendee.guest
    trace = Trace(attendee.said, attendee.seen_at, guest.admitted_at is not None, guest.left_at is not None)
    return where_is(trace, now)


def attendance_of(assembly: Assembly, now: datetime) -> Attendance:
    """The numbers of those who have a vote; one query."""
    return attendance(
        Head(where_is(Trace(said, seen, admitted is not None, left is not None), now), weight)
        for _pk, said, seen, weight, admitted, left in _voters(assembly)
    )


def here_of(assembly: Assembly, now: datetime) -> list[int]:
    """Ids of the attendees with a vote who are in the hall or on the line."""
    return [
        pk
        for pk, said, seen, _weight, admitted, left in _voters(assembly)
        if where_is(Trace(said, seen, admitted is not None, left is not None), now) in HERE
    ]


def _voters(assembly: Assembly) -> list[tuple]:
    rows = Attendee.objects.filter(assembly=assembly, votes=True)
    return list(rows.values_list("pk", "said", "seen_at", "weight", "guest__admitted_at", "guest__left_at"))
