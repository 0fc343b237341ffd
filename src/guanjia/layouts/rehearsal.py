"""The layouts of a rehearsal and of the demo: a room is measured and laid out in two ways, the client says something, a seat is
taken away by hand, one is chosen for the crew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from guanjia.conference.public import NOT_BEGUN, Block, Secrecy
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.layouts.actions.commenting import comment_layout, settle_comment
from guanjia.layouts.actions.drawing import change_layout, choose_layout, draw_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import Layout, LayoutComment, RoomOutline
from guanjia.layouts.queries.layouts import compared, findings_of
from guanjia.layouts.rules.fire import broken
from guanjia.layouts.rules.hall import Door, Hall
from guanjia.layouts.rules.plan import Place
from guanjia.layouts.rules.refusals import LayoutRefused
from guanjia.layouts.rules.room import Wish
from guanjia.people.public import User
from guanjia.places.public import Room, Style
from guanjia.posts.public import on_post

FORUM = "数字产业论坛"
WIDER = 1.5
"""How much wider than deep a room is."""
HALL_FROM = 150
"""From so many square metres a room has four double doors instead of two single ones."""

SAID = "签到台挡住了左边的门，能否往右移一些？"
SEATS = 30
"""A rehearsal draws at most so many people: judging a hall of hundreds would be most of its time."""

TRIES = 20
USUAL_M2 = 120.0
"""A room whose area nobody wrote down is taken to be so large."""


def cast(stage: Stage) -> None:
    """The first meeting of the event on the stage is laid out; the client says something, a seat goes, the crew gets a plan."""
    rows = Block.objects.filter(
        event=stage.memory.get("event", 0), state__in=NOT_BEGUN, event__secrecy=Secrecy.ORDINARY
    )
    block = rows.order_by("starts_at", "pk").first()
    if block is not None:
        stage.at(stage.now + timedelta(minutes=10), Draw(block.pk))
        stage.at(stage.now + timedelta(minutes=30), Say(block.pk))
        stage.at(stage.now + timedelta(minutes=50), Settle(block.pk))


def _who(stage: Stage) -> Any:
    people = on_post(stage.site, "conference.coordinator", stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Draw:
    """The co-ordinator has the room measured and drawn in two styles, and chooses the one with more seats."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Measure where nobody did, draw, compare, choose."""
        block, who = Block.objects.select_related("event__site", "room__site").get(pk=self.block_id), _who(stage)
        outline = RoomOutline.objects.select_related("site").filter(room=block.room_id).first()
        if outline is None:
            hall = rectangle(_area(block.room) or USUAL_M2)
            outline = save_outline(room=block.room, hall=hall, rev=0, actor=who, at=stage.now)
        made = []
        for style in (Style.THEATRE, Style.CLASSROOM):
            wish = Wish(people=min(block.event.expected_count or SEATS, SEATS))
            try:
                told: dict[str, Any] = {"actor": who, "at": stage.now, "event": block.event, "block": block}
                made.append(draw_layout(outline=outline, style=style, wish=wish, name="", **told))
            except LayoutRefused:
                stage.counts["layouts_refused"] += 1
        stage.counts["layouts"] += len(made)
        best = max(compared(made), key=lambda row: row["seats"], default=None)
        if best is not None:
            choose_layout(layout_id=best["layout"].pk, actor=who, at=stage.now)


@dataclass(frozen=True)
class Say:
    """The client looks at the plan and says something about one place."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """By the link, without an account."""
        layout = Layout.objects.select_related("site", "event").filter(block=self.block_id, chosen=True).first()
        if layout is not None:
            comment_layout(layout=layout, text=SAID, name="王女士", spot=(1.0, 1.0), actor=None, at=stage.now)


@dataclass(frozen=True)
class Settle:
    """The co-ordinator takes a seat away, the last one that no limit keeps there, and answers."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """By hand, then the comment is seen to."""
        layout, who = Layout.objects.filter(block=self.block_id, chosen=True).first(), _who(stage)
        if layout is None:
            return
        for seat in [seat.id for seat in layout.drawn.seats if seat.kind is Place.SEAT][::-1][:TRIES]:
            edit = {"removed": [seat]}
            try:
                change_layout(layout_id=layout.pk, rev=layout.rev, edit=edit, name="", actor=who, at=stage.now)
            except LayoutRefused:
                continue
            stage.counts["layouts_by_hand"] += 1
            break
        for comment in LayoutComment.objects.filter(layout=layout, settled_at=None):
            settle_comment(comment_id=comment.pk, actor=who, at=stage.now)


def unsafe(site: Site) -> list[str]:
    """Layouts for a crew that break a must-limit, or whose count is not that of their seats."""
    rows = list(Layout.objects.filter(site=site, chosen=True))
    wrong = [f"layout {row.pk}: {each.code}" for row in rows for each in broken(findings_of(row))]
    return wrong + [f"layout {row.pk}: {row.count} seats" for row in rows if row.count != row.drawn.count]


def load(site: Site, now: datetime) -> None:
    """Measure every room whose area is known, and lay the forum out as theatre and as classroom. Called once."""
    who = User.objects.filter(username="coordinator").first()
    for room in Room.objects.filter(site=site).prefetch_related("spaces").order_by("pk"):
        if area := _area(room):
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
    shown = Layout.objects.select_related("site", "event").filter(site=site, event__title=FORUM).order_by("pk").first()
    if shown is not None:
        comment_layout(layout=shown, text=SAID, name="王女士", spot=(1.2, 1.6), actor=None, at=now)


def _area(room: Room) -> float:
    return float(sum(space.area_m2 or 0 for space in room.spaces.all()))


def rectangle(area: float) -> Hall:
    """A plain room of `area` square metres whose doors lie opposite to where one speaks."""
    width = round(sqrt(area * WIDER), 1)
    depth = round(area / width, 1)
    shares, clear = ((0.15, 0.4, 0.6, 0.85), 1.8) if area >= HALL_FROM else ((0.25, 0.75), 1.0)
    doors = tuple(Door(round(width * share, 2), depth, clear) for share in shares)
    return Hall(((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)), doors=doors, sprinklers=True)


INVARIANTS = (Invariant("every layout for a crew keeps the limits", unsafe),)
TROUPE = Troupe(
    "layouts", cast,
    lambda stage: {name: stage.counts[name] for name in ("layouts", "layouts_by_hand", "layouts_refused")}, play=EVENT,
)  # fmt: skip
