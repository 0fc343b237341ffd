"""Targets of the kinds that hang on one moment or on the end of the link before: relative, chain, floating."""

from datetime import datetime

from guanjia.duties.rules.planned import Planned
from guanjia.duties.rules.states import DONE, DutyState
from guanjia.duties.rules.target import Scene, Target, Wanted, by_occurrence
from guanjia.kernel.walltime import to_wall
from guanjia.standards.rules.when import Chain, Floating, Link, Relative


def relative(when: Relative, scene: Scene) -> Wanted:
    moment = scene.moment(when.moment)
    if moment is None:
        return {}, "moment_gone"
    due_at = scene.calendar.shift(moment, when.offset)
    opens_at = due_at - scene.standard.window.opens
    target = Target(occurrence="r", natural_at=due_at, opens_at=opens_at, closes_at=scene.closes(due_at))
    return by_occurrence([target]), "no_longer_due"


def chain(when: Chain, scene: Scene) -> Wanted:
    number, anchor = _next_link(scene, scene.moment(when.start))
    if anchor is None:
        return {}, "moment_gone"
    link = link_of(when, number, to_wall(scene.calendar.zone, anchor).month)
    anchor = _rested(when, scene, anchor, link)
    due_at = anchor + link.most
    until = scene.moment(when.until)
    if until is not None and due_at >= until:
        return {}, "no_longer_due"
    target = Target(
        occurrence=f"n:{number}", natural_at=due_at, opens_at=anchor + link.least, closes_at=scene.closes(due_at)
    )
    return by_occurrence([target]), "no_longer_due"


def _rested(when: Chain, scene: Scene, anchor: datetime, link: Link) -> datetime:
    """The moment that the link counts from, once the rests are taken into account; they are in order of time."""
    for begin, end in when.rests:
        begins, ends = scene.moment((begin,)), scene.moment((end,))
        if begins is None or ends is None:
            continue
        if begins <= anchor < ends or begins <= anchor + link.most < ends:
            anchor = ends
    return anchor


def link_of(when: Chain, number: int, month: int) -> Link:
    """The interval of link `number` (from 1) that begins in `month`; the season's last one repeats for ever."""
    season = next(each for each in when.seasons if month in each.months)
    return season.links[min(number, len(season.links)) - 1]


def floating(when: Floating, scene: Scene) -> Wanted:
    number, anchor = _next_link(scene, scene.moment(when.start))
    if anchor is None:
        return {}, "moment_gone"
    due_at = scene.calendar.shift(anchor, when.every)
    until = scene.moment(when.until)
    if until is not None and due_at >= until:
        return {}, "no_longer_due"
    opens_at = due_at - scene.standard.window.opens
    target = Target(occurrence=f"n:{number}", natural_at=due_at, opens_at=opens_at, closes_at=scene.closes(due_at))
    return by_occurrence([target]), "no_longer_due"


def _next_link(scene: Scene, start: datetime | None) -> tuple[int, datetime | None]:
    """(number of the next link, the moment it counts from): the real end of the last one that ended, else the start."""
    if start is None:
        return 1, None
    ended = [row for row in scene.latest().values() if row.state in DONE or row.state is DutyState.MISSED]
    linked = [row for row in ended if row.occurrence.startswith("n:")]
    if not linked:
        return 1, start
    last = max(linked, key=_number)
    return _number(last) + 1, last.ended_at or last.closes_at or last.due_at


def _number(row: Planned) -> int:
    return int(row.occurrence.removeprefix("n:"))
