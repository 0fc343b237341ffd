"""What the law says of a person's roster: a rest day in each week, a limit of overtime in a month (劳动法 38, 41)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

OVERTIME_LIMIT_H = 36
WORKING_DAY_H = 8


def weeks_without_rest(entries: Iterable[tuple[datetime, datetime]]) -> list[date]:
    """Mondays of the weeks in which somebody with these (wall-clock) entries works on all seven days."""
    days: dict[date, set[date]] = defaultdict(set)
    for begins, ends in entries:
        day = begins.date()
        while datetime.combine(day, datetime.min.time()) < ends.replace(tzinfo=None):
            days[day - timedelta(days=day.weekday())].add(day)
            day += timedelta(days=1)
    return sorted(monday for monday, worked in days.items() if len(worked) == 7)


def overtime_h(entries: Iterable[tuple[datetime, datetime]], working_days: int) -> float:
    """Rostered hours of a month beyond `working_days` of eight hours; never below zero."""
    rostered = sum((ends - begins).total_seconds() for begins, ends in entries) / 3600
    return max(0.0, rostered - working_days * WORKING_DAY_H)


def breaks_overtime_limit(hours: float) -> bool:
    """Whether so many hours of overtime in one month are more than the law allows: 36 are allowed."""
    return hours > OVERTIME_LIMIT_H
