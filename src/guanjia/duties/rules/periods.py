"""Targets of the kinds that repeat on the site's wall clock: calendar and quota."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from guanjia.duties.rules.states import DONE
from guanjia.duties.rules.target import Scene, Target, Wanted, by_occurrence
from guanjia.kernel.recurrence import occurrences
from guanjia.kernel.walltime import to_utc, to_wall
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.when import Calendar, Quota

DAY = timedelta(days=1)
HOLIDAY_REACH = timedelta(days=16)
FIRST_MONDAY = datetime.fromisoformat("2024-01-01")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def calendar(when: Calendar, scene: Scene) -> Wanted:
    start, until = scene.moment(when.start), scene.moment(when.until)
    if when.start and start is None:
        return {}, "moment_gone"
    begin, end = _range(scene)
    zone = scene.calendar.zone
    reach = timedelta(0) if when.holiday in ("stay", "skip") else HOLIDAY_REACH
    found = []
    nominals = occurrences(
        when.rrule, _anchor(when, scene, start), to_wall(zone, begin - reach), to_wall(zone, end + reach)
    )
    for nominal in nominals:
        moment, due_at = to_utc(zone, nominal), _due(nominal, when, scene.calendar)
        if due_at is None or (start is not None and moment < start) or (until is not None and moment >= until):
            continue
        if begin <= due_at < end:
            found.append(_dated(nominal.isoformat(timespec="minutes"), due_at, scene))
    return by_occurrence(found), "no_longer_due"


def _dated(occurrence: str, due_at: datetime, scene: Scene) -> Target:
    return Target(
        occurrence=occurrence,
        natural_at=due_at,
        opens_at=due_at - scene.standard.window.opens,
        closes_at=scene.closes(due_at),
        born=min(scene.window.start, scene.at) <= due_at < scene.window.end,
        lost=due_at < scene.at,
    )


def _range(scene: Scene) -> tuple[datetime, datetime]:
    """From the catch-up or the oldest live row to the horizon or the youngest live row."""
    live = [row.natural_at for row in scene.rows if row.live]
    begin = min([scene.window.start, scene.at, *live])
    return begin, max([scene.window.end, *(moment + timedelta(seconds=1) for moment in live)])


def _anchor(when: Calendar, scene: Scene, start: datetime | None) -> datetime:
    if when.anchor is not None:
        return datetime.combine(when.anchor, time())
    return to_wall(scene.calendar.zone, start) if start is not None else FIRST_MONDAY


def _due(nominal: datetime, when: Calendar, work: WorkCalendar) -> datetime | None:
    """The due moment of a nominal time; None when it falls out on a day off."""
    day = nominal.date()
    if when.holiday != "stay" and not work.is_working_day(day):
        if when.holiday == "skip":
            return None
        day = work.working_day(day, 1 if when.holiday == "after" else -1)
    return to_utc(work.zone, datetime.combine(day, nominal.time()))


def quota(when: Quota, scene: Scene) -> Wanted:
    start, until = scene.moment(when.start), scene.moment(when.until)
    if when.start and start is None:
        return {}, "moment_gone"
    found: list[Target] = []
    for first, begins, ends in _periods(when, scene):
        if (start is not None and ends <= start) or (until is not None and begins >= until):
            continue
        found += (_turn(when, scene, first, begins, ends, number) for number in range(1, when.count + 1))
    return by_occurrence(found), "no_longer_due"


def _turn(when: Quota, scene: Scene, first: date, begins: datetime, ends: datetime, number: int) -> Target:
    """The `number`-th time of a period: early enough for the rest to fit, not before the one before plus spacing."""
    due_at = max(ends - (when.count - number) * when.spacing, begins)
    opens_at = begins + (number - 1) * when.spacing
    before = scene.latest().get(f"{first}#{number - 1}")
    if before is not None and before.state in DONE and before.ended_at is not None:
        opens_at = max(opens_at, before.ended_at + when.spacing)
    lost = ends < scene.at + scene.standard.short_notice
    return Target(
        occurrence=f"{first}#{number}",
        natural_at=due_at,
        opens_at=min(opens_at, due_at),
        closes_at=ends + (scene.standard.window.missed or timedelta(0)),
        born=begins < scene.window.end and (not lost or scene.window.start <= begins < scene.at),
        lost=lost,
    )


def _periods(when: Quota, scene: Scene) -> Iterator[tuple[date, datetime, datetime]]:
    """(first day, begin, end) of every period that touches the range, in order."""
    begin, end = _range(scene)
    zone = scene.calendar.zone
    first, last = to_wall(zone, begin).date() - DAY, to_wall(zone, end).date()
    day = _period_start(first, when.period)
    while day <= last:
        following = _period_start(day + _longest(when.period), when.period)
        worked = when.days == "all" or scene.calendar.is_working_day(day) == (when.days == "working")
        if worked:
            opening, closing = when.between or (time(), time())
            closing_day = day if closing > opening else day + DAY
            begins = to_utc(zone, datetime.combine(day, opening))
            ends = to_utc(zone, datetime.combine(closing_day if when.period == "day" else following, closing))
            if ends > begin:
                yield day, begins, ends
        day = following


def _longest(period: str) -> timedelta:
    """A step that leads from the first day of a period into the next one, and no further."""
    return {"day": DAY, "week": 7 * DAY, "month": 31 * DAY, "quarter": 92 * DAY, "year": 366 * DAY}[period]


def _period_start(day: date, period: str) -> date:
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    months = MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)
