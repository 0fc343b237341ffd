"""Layouts of an event as halls whose seats somebody may be given (conference.register_drawn_halls)."""

from functools import partial

from django.urls import reverse

from guanjia.conference.public import DrawnHall, DrawnSeat, place_needs_of
from guanjia.layouts.models import Layout
from guanjia.layouts.rules.lines import LINED, lined

WHEELCHAIR = "wheelchair"


def drawn_halls(event_id: int) -> list[DrawnHall]:
    """The layouts of the event in rows or at tables, the chosen one first. One query."""
    rows = Layout.objects.filter(event=event_id, style__in=LINED).select_related("site", "room")
    return [
        DrawnHall(
            key=str(layout.pk),
            label=f"{layout.name} · {layout.room.name}",
            block_id=layout.block_id,
            room_id=layout.room_id,
            rev=layout.rev,
            url=reverse("layouts:layout", args=[layout.site.code, layout.pk]),
            draw=partial(_seats, layout),
        )
        for layout in rows.order_by("-chosen", "-pk")
    ]


def _seats(layout: Layout) -> tuple[DrawnSeat, ...]:
    return tuple(DrawnSeat(s.id, s.row, s.column, s.x, s.y, s.zone, s.wheelchair, s.aisle) for s in lined(layout.drawn))


def wheelchairs_asked(event_id: int | None) -> int:
    """How many who come to the event told that they need a place for a wheelchair; 0 for a template."""
    return sum(WHEELCHAIR in codes for codes in place_needs_of(event_id).values()) if event_id else 0
