"""The screens of the demo and of a rehearsal: hung up, asking, one black for a meeting, one that falls silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.public import Block
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import User
from guanjia.places.public import Building, Floor, Room
from guanjia.posts.public import on_post
from guanjia.signage.actions.screens import ScreenDraft, asked, hang_screen, note_silent
from guanjia.signage.actions.takeovers import give_back, take_over
from guanjia.signage.models import Screen, Takeover
from guanjia.signage.queries.facing import face_of
from guanjia.signage.rules.screens import LATE_AFTER, Scope, Spot, TakeoverKind
from guanjia.wayfinding.public import WaySpot

LOBBY = "大堂主屏"
JOINED = ("site", "spot__floor", "spot__site", "floor", "room")


def hang(site: Site, actor: Any, at: datetime) -> list[Screen]:
    """The screens of a house like the demo's, as far as its places are there."""
    spots = {spot.code: spot for spot in WaySpot.objects.filter(site=site)}
    house = Building.objects.filter(site=site).order_by("code").first()
    drafts = [
        ScreenDraft(
            LOBBY, Spot.LOBBY, Scope.BUILDING if house else Scope.SITE, building=house, spot=spots.get("F1-LOBBY")
        )
    ]
    for floor in Floor.objects.filter(building=house, section=None).select_related("building") if house else ():
        hall = spots.get(f"F{floor.level}-HALL")
        if hall is not None:
            drafts.append(ScreenDraft(f"{floor.name}电梯厅屏", Spot.LIFT, Scope.FLOOR, floor=floor, spot=hall))
    for room in Room.objects.filter(site=site, code__in=["HALL-A", "302", "701"]):
        drafts.append(ScreenDraft(f"{room.name}门牌屏", Spot.DOOR, Scope.ROOM, room=room))
    return [hang_screen(site=site, draft=draft, actor=actor, at=at)[0] for draft in drafts]


def load(site: Site, now: datetime) -> None:
    """The demo's screens: none has been switched on yet, but for one that has been silent for a while. Called once, after the ways."""
    screens = hang(site, User.objects.filter(username="coordinator").first(), now - timedelta(days=2))
    asked(screens[-1], now - timedelta(minutes=12))
    note_silent(site=site, at=now - timedelta(minutes=7))


def cast(stage: Stage) -> None:
    """Screens are hung once; each event's room goes black for a while and comes back; a screen falls silent."""
    if not Screen.objects.filter(site=stage.site).exists():
        hang(stage.site, _actor(stage, "conference.leader"), stage.now)
        stage.at(stage.now + timedelta(minutes=1), Ask())
        stage.at(stage.now + timedelta(minutes=3) + LATE_AFTER, Notice())
        stage.at(stage.now + timedelta(minutes=25), Ask())
    block = Block.objects.filter(event=stage.memory.get("event", 0)).order_by("starts_at").first()
    if block is not None:
        stage.at(block.starts_at + timedelta(minutes=10), GoBlack(block.room_id))


def _actor(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Ask:
    """Every screen asks for its face."""

    def __call__(self, stage: Stage) -> None:
        """As the page does."""
        for screen in Screen.objects.filter(site=stage.site, retired_at=None).select_related(
            "site", "spot__floor", "spot__site", "floor", "room"
        ):
            asked(screen, stage.now)
            face_of(screen, stage.now)
            stage.counts["faces"] += 1


@dataclass(frozen=True)
class Notice:
    """The clock looks for screens that do not ask."""

    def __call__(self, stage: Stage) -> None:
        """As its beat does."""
        stage.counts["screens_silent"] += note_silent(site=stage.site, at=stage.now)


@dataclass(frozen=True)
class GoBlack:
    """An attendant blacks the screens of a room; five minutes later they are given back."""

    room_id: int

    def __call__(self, stage: Stage) -> None:
        """One press."""
        who = _actor(stage, "conference.attendant")
        taken = take_over(
            site=stage.site, kind=TakeoverKind.BLACK, zone=f"room:{self.room_id}", actor=who, at=stage.now
        )
        stage.counts["blacked"] += 1
        stage.at(stage.now + timedelta(minutes=5), Back(taken.pk))


@dataclass(frozen=True)
class Back:
    """The screens show meetings again."""

    takeover_id: int

    def __call__(self, stage: Stage) -> None:
        """Another press."""
        taken = Takeover.objects.select_related("site").get(pk=self.takeover_id)
        give_back(takeover=taken, actor=_actor(stage, "conference.attendant"), at=stage.now)


def told_too_much(site: Site) -> list[str]:
    """Screens that show a title of a meeting that is not ordinary."""
    at = site_now(site)
    secret = set(
        Block.objects.filter(site=site).exclude(event__secrecy="ordinary").values_list("event__title", flat=True)
    ) - {""}
    open_titles = set(Block.objects.filter(site=site, event__secrecy="ordinary").values_list("event__title", flat=True))
    wrong = []
    for screen in Screen.objects.filter(site=site, retired_at=None).select_related(
        "site", "spot__floor", "spot__site", "floor", "room"
    ):
        shown = {each.line.title for page in face_of(screen, at).pages for each in page}
        wrong += [f"{screen}: {title}" for title in shown & (secret - open_titles)]
    return wrong


INVARIANTS = (Invariant("screens keep titles to themselves", told_too_much),)
TROUPE = Troupe(
    "signage",
    cast,
    lambda stage: {name: stage.counts[name] for name in ("faces", "screens_silent", "blacked")},
    play=EVENT,
)
