"""What the demo shows of layouts: the centre's rooms measured, and a forum laid out in two ways to compare."""

from datetime import datetime
from math import sqrt

from guanjia.conference.public import Block
from guanjia.foundation.sites.public import Site
from guanjia.layouts.actions.drawing import draw_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import RoomOutline
from guanjia.layouts.rules.hall import Door, Hall
from guanjia.layouts.rules.refusals import LayoutRefused
from guanjia.layouts.rules.room import Wish
from guanjia.people.public import User
from guanjia.places.public import Room, Style

FORUM = "数字产业论坛"
WIDER = 1.5
"""How much wider than deep a room is."""
HALL_FROM = 150
"""From so many square metres a room has four double doors instead of two single ones."""


def load(site: Site, now: datetime) -> None:
    """Measure every room whose area is known, and lay the forum out as theatre and as classroom. Called once."""
    who = User.objects.filter(username="coordinator").first()
    for room in Room.objects.filter(site=site).prefetch_related("spaces").order_by("pk"):
        area = float(sum(space.area_m2 or 0 for space in room.spaces.all()))
        if area:
            save_outline(room=room, hall=rectangle(area), rev=0, actor=who, at=now)
    blocks = Block.objects.filter(site=site, event__title=FORUM).select_related("event", "room").order_by("pk")
    outlines = {outline.room_id: outline for outline in RoomOutline.objects.filter(site=site)}
    for block in blocks[:1]:
        for style in (Style.THEATRE, Style.CLASSROOM):
            try:
                draw_layout(
                    outline=outlines[block.room_id], style=style, wish=Wish(rostrum=5, screen=True), name="", actor=who, at=now,
                    event=block.event, block=block,
                )  # fmt: skip
            except LayoutRefused:
                continue


def rectangle(area: float) -> Hall:
    """A plain room of `area` square metres whose doors lie opposite to where one speaks."""
    width = round(sqrt(area * WIDER), 1)
    depth = round(area / width, 1)
    shares, clear = ((0.15, 0.4, 0.6, 0.85), 1.8) if area >= HALL_FROM else ((0.25, 0.75), 1.0)
    doors = tuple(Door(round(width * share, 2), depth, clear) for share in shares)
    return Hall(((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)), doors=doors, sprinklers=True)
