"""Moments, durations and zones of iCalendar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from guanjia.conference.rules.programme.ical_lines import Line
from guanjia.conference.rules.programme.moments import find_zone, fixed, parse_duration, shown
from guanjia.conference.rules.programme.rows import RowBroken
from guanjia.kernel.words import gettext_noop as N_

_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?")


@dataclass(frozen=True)
class Wall:
    """A moment as the calendar writes it: local time with its zone. `whole_day`: a date without a time."""

    local: datetime
    zone: tzinfo
    whole_day: bool = False

    @property
    def at(self) -> datetime:
        """In UTC. Raises RowBroken for an absurd year."""
        return fixed(self.local, self.zone)


@dataclass(frozen=True)
class Zones:
    """Zones a calendar may name: those of the world, and those it defines itself (VTIMEZONE).

    `floating` is for times without one; None when the calendar names a zone for them that nobody knows.
    """

    own: Mapping[str, tzinfo]
    floating: tzinfo | None
    floating_name: str = ""

    def find(self, name: str) -> tzinfo:
        """Raises RowBroken for a zone that nobody knows."""
        zone = find_zone(name) or self.own.get(name)
        if zone is None:
            raise RowBroken(N_("Nobody knows the time zone %(zone)s."), zone=shown(name))
        return zone

    def of_floating(self) -> tzinfo:
        """Raises RowBroken when the calendar's own zone is unknown."""
        if self.floating is None:
            raise RowBroken(N_("Nobody knows the time zone %(zone)s."), zone=shown(self.floating_name))
        return self.floating


def wall_time(line: Line, zones: Zones) -> Wall:
    """The moment of DTSTART, DTEND, RECURRENCE-ID. A date alone is local midnight. Raises RowBroken."""
    return _wall(line.value.strip(), line.parameters.get("TZID", ""), zones)


def wall_times(line: Line, zones: Zones) -> list[Wall]:
    """The moments of EXDATE and RDATE; of a period only its start. Raises RowBroken."""
    parts = line.value.split(",")[:2000]
    return [_wall(part.strip().partition("/")[0], line.parameters.get("TZID", ""), zones) for part in parts]


def _wall(value: str, zone_name: str, zones: Zones) -> Wall:
    match = _MOMENT.fullmatch(value)
    try:
        if match is None:
            raise ValueError
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return Wall(
                datetime.combine(day, time()), zones.find(zone_name) if zone_name else zones.of_floating(), True
            )
        local = datetime.combine(day, time(int(match[4]), int(match[5]), min(int(match[6] or 0), 59)))
    except ValueError:
        raise RowBroken(N_("The date %(value)s cannot be read."), value=shown(value)) from None
    if match[7]:
        return Wall(local, zones.find("UTC"))
    return Wall(local, zones.find(zone_name) if zone_name else zones.of_floating())


def span_of(start: Wall, end: Line | None, duration: Line | None, zones: Zones) -> timedelta:
    """How long an entry lasts by the clock. A date without an end is one day. Raises RowBroken."""
    if end is not None:
        return wall_time(end, zones).at - start.at
    if duration is not None:
        return parse_duration(duration.value.strip())
    if start.whole_day:
        return timedelta(days=1)
    raise RowBroken(N_("It has neither an end nor a duration."))
