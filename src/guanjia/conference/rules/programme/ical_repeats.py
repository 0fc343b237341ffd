"""Recurring entries of iCalendar: RRULE, RDATE and EXDATE as a bounded list of starts."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrule, rrulestr

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.ical_lines import Line
from guanjia.conference.rules.programme.ical_times import Wall, Zones, wall_times
from guanjia.conference.rules.programme.moments import shown
from guanjia.conference.rules.programme.rows import RowBroken
from guanjia.kernel.words import gettext_noop as N_

_ALLOWED = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_HORIZON = timedelta(days=3 * 366)


def starts(
    first: Wall, rules: Sequence[Line], added: Sequence[Line], removed: Sequence[Line], zones: Zones
) -> list[Wall]:
    """Every start of a recurring entry in order, counted on the wall clock, so a DST change keeps the hour.

    Raises RowBroken for a rule without COUNT or UNTIL, finer than a day, or giving more than 1,000 starts.
    Looks at most three years ahead.
    """
    found = {first.at: first}
    for rule in rules:
        for local in _locals(first, rule.value.strip()):
            wall = Wall(local, first.zone, first.whole_day)
            found[wall.at] = wall
    for line in added:
        found.update({wall.at: wall for wall in wall_times(line, zones)})
    gone = {wall.at for line in removed for wall in wall_times(line, zones)}
    kept = sorted(moment for moment in found if moment not in gone)
    if len(kept) > limits.OCCURRENCES:
        raise RowBroken(N_("It recurs more than %(limit)s times."), limit=limits.OCCURRENCES)
    return [found[moment] for moment in kept]


def _locals(first: Wall, text: str) -> Iterator[datetime]:
    parts = dict(part.upper().split("=", 1) for part in text.split(";") if "=" in part)
    if parts.get("FREQ") not in _ALLOWED:
        raise RowBroken(N_("The recurrence %(value)s cannot be read."), value=shown(text))
    count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
    if not count and not until:
        raise RowBroken(N_("It recurs without an end."))
    last = first.local + _HORIZON
    try:
        if until:
            last = min(last, _until(until, first))
        if count and not 0 < int(count) < 10**6:
            raise ValueError
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            series = rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=first.local)
            if not isinstance(series, rrule):
                raise ValueError
            series = series.replace(until=last)
    except (ValueError, TypeError, OverflowError, KeyError, AttributeError, IndexError):
        raise RowBroken(N_("The recurrence %(value)s cannot be read."), value=shown(text)) from None
    wanted = int(count) if count else limits.OCCURRENCES + 1
    return islice(series, min(wanted, limits.OCCURRENCES + 1))


def _until(text: str, first: Wall) -> datetime:
    """The last local time a start may have; UNTIL is in UTC, local, or a date that counts to its end."""
    if "T" not in text:
        return datetime.strptime(text, "%Y%m%d").replace(hour=23, minute=59, second=59)  # noqa: DTZ007
    local = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    if text.endswith("Z"):
        return local.replace(tzinfo=UTC).astimezone(first.zone).replace(tzinfo=None)
    return local
