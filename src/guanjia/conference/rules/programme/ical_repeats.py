"""Recurring entries of iCalendar: RRULE, RDATE and EXDATE as a bounded list of starts.

Walks at most three years of days itself: a general engine may search to the year 9999 for a rule that never comes true.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.ical_lines import Line
from guanjia.conference.rules.programme.ical_times import Wall, Zones, wall_times
from guanjia.conference.rules.programme.moments import shown
from guanjia.conference.rules.programme.rows import RowBroken
from guanjia.kernel.words import gettext_noop as N_

HORIZON = timedelta(days=3 * 366)
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_ORDINAL = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KEYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"})


def starts(
    first: Wall, rules: Sequence[Line], added: Sequence[Line], removed: Sequence[Line], zones: Zones
) -> list[Wall]:
    """Every start of a recurring entry in order, counted on the wall clock, so a DST change keeps the hour.

    Raises RowBroken for a rule without COUNT or UNTIL, finer than a day, or giving more than 1,000 starts.
    Looks at most three years ahead.
    """
    found = {first.at: first}
    for line in rules:
        for day in _days(first, line.value.strip()):
            wall = Wall(datetime.combine(day, first.local.time()), first.zone, first.whole_day)
            found[wall.at] = wall
    for line in added:
        found.update({wall.at: wall for wall in wall_times(line, zones)})
    gone = {wall.at for line in removed for wall in wall_times(line, zones)}
    kept = sorted(moment for moment in found if moment not in gone)
    if len(kept) > limits.OCCURRENCES:
        raise RowBroken(N_("It recurs more than %(limit)s times."), limit=limits.OCCURRENCES)
    return [found[moment] for moment in kept]


@dataclass(frozen=True)
class Rule:
    """An RRULE whose days can be walked. `weekdays` are (ordinal, weekday), ordinal 0 for each of the period."""

    freq: str
    interval: int
    weekdays: tuple[tuple[int, int], ...]
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    places: tuple[int, ...]
    week_start: int


def _days(first: Wall, text: str) -> Iterator[date]:
    """The days of the rule with the first, which counts."""
    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise RowBroken(N_("It recurs without an end."))
    try:
        rule = _rule(parts)
        last = first.local + HORIZON
        if "UNTIL" in parts:
            last = min(last, _until(parts["UNTIL"], first))
        most = int(parts.get("COUNT", 10**6))
        if most < 1:
            raise ValueError
    except (ValueError, KeyError, OverflowError):
        raise RowBroken(N_("The recurrence %(value)s cannot be read."), value=shown(text)) from None
    later = _walk(rule, first.local.date(), last)
    days = (day for day in later if datetime.combine(day, first.local.time()) <= last)
    return islice(days, min(most - 1, limits.OCCURRENCES))


def _rule(parts: dict[str, str]) -> Rule:
    """Raises ValueError or KeyError for what is no rule or none that is walked here."""
    if not _KEYS.issuperset(parts) or parts["FREQ"] not in _CANDIDATES:
        raise ValueError
    rule = Rule(
        freq=parts["FREQ"],
        interval=int(parts.get("INTERVAL", 1)),
        weekdays=tuple(_weekday(part) for part in _list(parts, "BYDAY")),
        months=tuple(int(part) for part in _list(parts, "BYMONTH")),
        month_days=tuple(int(part) for part in _list(parts, "BYMONTHDAY")),
        places=tuple(int(part) for part in _list(parts, "BYSETPOS")),
        week_start=_WEEKDAYS[parts.get("WKST", "MO")],
    )
    in_whole_year = rule.freq == "YEARLY" and rule.weekdays and not rule.months
    if not 1 <= rule.interval <= 10_000 or in_whole_year:
        raise ValueError
    return rule


def _list(parts: dict[str, str], key: str) -> list[str]:
    return parts[key].split(",") if key in parts else []


def _weekday(text: str) -> tuple[int, int]:
    match = _ORDINAL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1] or 0), _WEEKDAYS[match[2]]


def _until(text: str, first: Wall) -> datetime:
    """The last local time a start may have; UNTIL is in UTC, local, or a date that counts to its end."""
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").replace(hour=23, minute=59, second=59)  # noqa: DTZ007
    local = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if text.endswith("Z"):
        return local.replace(tzinfo=UTC).astimezone(first.zone).replace(tzinfo=None)
    return local


def _walk(rule: Rule, first: date, last: datetime) -> Iterator[date]:
    """The days after the first, period by period, until one begins after `last`."""
    begin, candidates = _CANDIDATES[rule.freq]
    for number in count():
        period = begin(rule, first, number * rule.interval)
        if period is None or period > last.date():
            return
        days = sorted(set(candidates(rule, first, period)))
        if rule.places:
            days = sorted({days[at - 1 if at > 0 else at] for at in rule.places if at and abs(at) <= len(days)})
        yield from (day for day in days if day > first)


def _fits(rule: Rule, day: date) -> bool:
    """Whether BYMONTH, BYMONTHDAY and BYDAY, where given, allow the day; ordinals of BYDAY are not looked at."""
    length = monthrange(day.year, day.month)[1]
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days)
        and (not rule.weekdays or day.weekday() in {number for _ordinal, number in rule.weekdays})
    )


def _begin_day(rule: Rule, first: date, number: int) -> date | None:
    return _shifted(first, number)


def _of_day(rule: Rule, first: date, period: date) -> Iterable[date]:
    return [period] if _fits(rule, period) else []


def _begin_week(rule: Rule, first: date, number: int) -> date | None:
    return _shifted(first, 7 * number - (first.weekday() - rule.week_start) % 7)


def _of_week(rule: Rule, first: date, period: date) -> Iterable[date]:
    wanted = {number for _ordinal, number in rule.weekdays} or {first.weekday()}
    week = (period + timedelta(days=offset) for offset in range(7))
    return [day for day in week if day.weekday() in wanted and _fits(rule, day)]


def _begin_month(rule: Rule, first: date, number: int) -> date | None:
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= limits.LAST_YEAR + 10 else None


def _of_month(rule: Rule, first: date, period: date) -> Iterable[date]:
    length = monthrange(period.year, period.month)[1]
    days = [period.replace(day=number) for number in range(1, length + 1)]
    if not rule.month_days and not rule.weekdays:
        days = [day for day in days if day.day == first.day]
    return [day for day in days if _fits(rule, day) and _is_ordinal(rule, day, length)]


def _is_ordinal(rule: Rule, day: date, length: int) -> bool:
    """Whether the day is the so-manieth of its weekday in the month, where BYDAY asks for that."""
    if not rule.weekdays:
        return True
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    return any(number == day.weekday() and ordinal in {0, from_start, from_end} for ordinal, number in rule.weekdays)


def _begin_year(rule: Rule, first: date, number: int) -> date | None:
    return date(first.year + number, 1, 1) if first.year + number <= limits.LAST_YEAR + 10 else None


def _of_year(rule: Rule, first: date, period: date) -> Iterable[date]:
    months = rule.months or (tuple(range(1, 13)) if rule.month_days else (first.month,))
    for month in months:
        if 1 <= month <= 12:
            yield from _of_month(rule, first, period.replace(month=month))


def _shifted(first: date, days: int) -> date | None:
    try:
        return first + timedelta(days=days)
    except OverflowError:
        return None


_CANDIDATES = {
    "DAILY": (_begin_day, _of_day),
    "WEEKLY": (_begin_week, _of_week),
    "MONTHLY": (_begin_month, _of_month),
    "YEARLY": (_begin_year, _of_year),
}
