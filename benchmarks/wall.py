"""A meeting changes its room; how long until each screen of the house has heard it by its stream and has fetched its new face.

Twenty-four screens of one house listen over HTTP, each on a connection of its own, as their browsers do: four in the lobby and at
lifts, twenty at doors. What is counted runs from the commit of the change to the last byte of the face that says it: a lobby names the
new room, the new door shows the meeting, the old door no longer does. All twenty-four fetch their face each time. Drawing is the
browser's and not in it.
"""

import http.client
import json
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from benchmarks.framework import Arms, Figure, at_least, at_most, figure
from benchmarks.serving import served

LOBBIES, DOORS, ROOMS, CHANGES, PATIENCE_S = 4, 20, 20, 20, 10
TITLE = "换房间的会议"


@dataclass
class Wall:
    """One screen, of a door or (None) of the lobby: when its stream spoke, and when its face was right."""

    token: str
    topic: str
    door: str | None
    ready: threading.Event = field(default_factory=threading.Event)
    old: str = ""
    new: str = ""
    heard_at: float = 0.0
    shown_at: float = 0.0
    over: bool = False

    @property
    def concerned(self) -> bool:
        """Whether its face has to change now."""
        return bool(self.new) and self.door in {None, self.old, self.new}

    def is_right(self, body: str) -> bool:
        """Whether the face says where the meeting is."""
        at = body.find(TITLE)
        if self.door is not None:
            return (at >= 0) is (self.door == self.new)
        return at >= 0 and self.new in body[at : body.find("</tr>", at)]


def run(arms: Arms) -> Iterator[Figure]:
    """Twenty changes, one after the other, with all screens listening."""
    block, rooms, walls = fill()
    heard, shown, right, of = [], [], 0, 0
    with served() as address:
        threads = [threading.Thread(target=listen, args=(address, wall), daemon=True) for wall in walls]
        for thread in threads:
            thread.start()
        assert all(wall.ready.wait(30) for wall in walls), "a stream did not begin"
        for change in range(CHANGES):
            old, room = rooms[change % ROOMS], rooms[(change + 1) % ROOMS]
            for wall in walls:
                wall.heard_at = wall.shown_at = 0.0
                wall.old, wall.new = old.name, room.name
            asked = [wall for wall in walls if wall.concerned]
            begun = moved(block, room)
            end = time.monotonic() + PATIENCE_S
            while time.monotonic() < end and not all(wall.shown_at for wall in asked):
                time.sleep(0.005)
            right += sum(bool(wall.shown_at) for wall in asked)
            of += len(asked)
            heard += [wall.heard_at - begun for wall in asked if wall.heard_at]
            shown += [wall.shown_at - begun for wall in asked if wall.shown_at]
            time.sleep(1.5)
        for wall in walls:
            wall.over = True
    told = f"{LOBBIES} lobby screens and {DOORS} doors, {CHANGES} changes of a room, streams and faces over HTTP on one machine"
    yield figure(arms.named("a room change is heard, slowest screen"), max(heard), "s", at_most(2), told)
    yield figure(arms.named("a room change is shown, slowest screen"), max(shown), "s", at_most(2), told)
    yield figure(arms.named("a room change is shown, median"), statistics.median(shown), "s", at_most(2), told)
    yield figure(arms.named("screens that follow"), right, f"of {of}", at_least(of), told)


def fill() -> tuple[Any, list[Any], list[Wall]]:
    """A house with a day of meetings, one of which will change rooms; a lobby screen and the doors."""
    from tests.factories.conference import NINE  # noqa: PLC0415 - needs settings
    from tests.factories.places import make_room  # noqa: PLC0415 - needs settings
    from tests.factories.sites import make_site  # noqa: PLC0415 - needs settings

    from guanjia.conference.models import Block  # noqa: PLC0415 - needs settings
    from guanjia.conference.public import Regime, plan_event  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import site_now  # noqa: PLC0415 - needs settings
    from guanjia.signage.actions.screens import ScreenDraft, hang_screen, signs_topic  # noqa: PLC0415 - needs settings
    from guanjia.signage.rules.screens import Scope, Spot  # noqa: PLC0415 - needs settings

    site = make_site("bench")
    site.held_at = NINE
    site.save(update_fields=["held_at"])
    at = site_now(site)
    rooms = [make_room(site, f"R{n}", name=f"第{n:02}会议室") for n in range(ROOMS)]
    events = [
        plan_event(
            site=site, key=str(n), title=f"第{n}次会议", room_id=rooms[n % (ROOMS - 2)].pk, starts_at=start(NINE, n), headcount=5,
            ends_at=start(NINE, n) + timedelta(minutes=40), style="", regime=Regime.COMMERCIAL, actor=None, at=at,
        )
        for n in range(1, 40)
    ]  # fmt: skip
    last = plan_event(
        site=site, key="mover", title=TITLE, room_id=rooms[0].pk, starts_at=NINE + timedelta(hours=7), headcount=5,
        ends_at=NINE + timedelta(hours=8), style="", regime=Regime.COMMERCIAL, actor=None, at=at,
    )  # fmt: skip
    assert len(events) == 39
    walls = []
    for n in range(LOBBIES):
        draft = ScreenDraft(f"大堂{n}", Spot.LOBBY, Scope.SITE, lines=12)
        walls.append(Wall(hang_screen(site=site, draft=draft, actor=None, at=at)[1], signs_topic(site.pk), None))
    for room in rooms[:DOORS]:
        draft = ScreenDraft(room.name, Spot.DOOR, Scope.ROOM, room=room)
        walls.append(Wall(hang_screen(site=site, draft=draft, actor=None, at=at)[1], signs_topic(site.pk), room.name))
    return Block.objects.get(event=last), rooms, walls


def start(nine: datetime, n: int) -> datetime:
    """Meetings of the same room an hour and a half apart, none after four."""
    return nine + timedelta(minutes=90 * (n // (ROOMS - 2)))


def moved(block: Any, room: Any) -> float:
    """Move the meeting into the room; when it was committed."""
    from guanjia.conference.public import shift_block  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import site_now  # noqa: PLC0415 - needs settings

    block.refresh_from_db()
    shift_block(
        block_id=block.pk, rev=None, room_id=room.pk, starts_at=block.starts_at, actor=None, at=site_now(block.site)
    )
    return time.perf_counter()


def listen(address: tuple[str, int], wall: Wall) -> None:
    """A screen: hears its topic, and fetches its face each time it is told of a newer version."""
    stream = http.client.HTTPConnection(*address, timeout=60)
    stream.request("GET", f"/live?topics={quote(wall.topic)}", headers={"Accept": "text/event-stream"})
    answer = stream.getresponse()
    assert answer.status == 200, answer.status
    pages = http.client.HTTPConnection(*address, timeout=30)
    look(pages, wall)
    wall.ready.set()
    while not wall.over:
        line = answer.readline()
        if not line:
            return
        if line.startswith(b"data:") and b"version" in line and json.loads(line[5:]).get("version") is not None:
            wall.heard_at = wall.heard_at or time.perf_counter()
            look(pages, wall)


def look(pages: http.client.HTTPConnection, wall: Wall) -> None:
    """Fetch the face, and note when it was right for the first time."""
    pages.request("GET", f"/p/screen/{wall.token}/face/")
    body = pages.getresponse().read().decode()
    if wall.concerned and not wall.shown_at and wall.is_right(body):
        wall.shown_at = time.perf_counter()
