"""Prayer times of a day at a place, from the height of the sun (SOCR-004). No table, no network.

Sun: the low-precision formulae of the Astronomical Almanac (0.01° between 1950 and 2050). Times: dawn and night at the angles of
the method, noon when the sun crosses the meridian, afternoon when a shadow has grown by `asr_factor` times the height of what
throws it, sunset at -0.833° (the disc and refraction). Where the sun never reaches an angle, the seventh of the night next
to sunrise or sunset is taken, which is told. Minutes are rounded to the later one for the beginning of a prayer.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from guanjia.kernel.words import gettext_noop as N_

SUNSET = -0.833
DAY_S = 86_400
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
SEVENTH = 7
ROUNDS = 3
NAMES: Mapping[str, str] = {
    "fajr": N_("Fajr, before sunrise"),
    "sunrise": N_("Sunrise"),
    "dhuhr": N_("Dhuhr, after noon"),
    "asr": N_("Asr, in the afternoon"),
    "maghrib": N_("Maghrib, after sunset"),
    "isha": N_("Isha, at night"),
}


@dataclass(frozen=True, slots=True)
class Method:
    """Angles of the sun below the horizon, and the factor of the afternoon (1, or 2 for the Hanafi school)."""

    fajr: float = 18.0
    isha: float = 17.0
    asr_factor: int = 2


MUSLIM_WORLD_LEAGUE = Method()
"""18° and 17°, Muslim World League; the factor 2 is that of the Hanafi school, to which most Muslims in China belong."""


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of a day in UTC by the keys of NAMES; `guessed` names those for which the sun stayed too high."""

    at: Mapping[str, datetime]
    guessed: tuple[str, ...] = ()


class NoDay(Exception):
    """The sun does not rise or does not set there on that day: ask a scholar, not a formula."""


def sun(moment: datetime) -> tuple[float, float]:
    """(declination, equation of time) of the sun: degrees, minutes."""
    n = (moment - J2000).total_seconds() / DAY_S
    mean = math.radians((280.460 + 0.9856474 * n) % 360)
    anomaly = math.radians((357.528 + 0.9856003 * n) % 360)
    ecliptic = mean + math.radians(1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 0.0000004 * n)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    equation = math.degrees(mean - ascension)
    equation = (equation + 180) % 360 - 180
    return math.degrees(declination), 4 * equation


def _hours(latitude: float, declination: float, altitude: float) -> float | None:
    """Hours between the meridian and the moment at which the sun stands at `altitude`; None when it never does."""
    phi, delta = math.radians(latitude), math.radians(declination)
    below = math.cos(phi) * math.cos(delta)
    cosine = (math.sin(math.radians(altitude)) - math.sin(phi) * math.sin(delta)) / below
    return math.degrees(math.acos(cosine)) / 15 if -1 <= cosine <= 1 else None


def _noon(day: date, longitude: float) -> datetime:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(hours=longitude / 15)
    for _round in range(ROUNDS):
        base = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(hours=longitude / 15)
        moment = base - timedelta(minutes=sun(moment)[1])
    return moment


def _crossing(noon: datetime, latitude: float, altitude: float | None, side: int, factor: int = 0) -> datetime | None:
    """When the sun passes the altitude before (-1) or after (+1) noon; `factor`: the altitude of the afternoon prayer."""
    moment = noon
    for _round in range(ROUNDS):
        declination = sun(moment)[0]
        height = altitude
        if height is None:
            height = math.degrees(math.atan(1 / (factor + math.tan(math.radians(abs(latitude - declination))))))
        hours = _hours(latitude, declination, height)
        if hours is None:
            return None
        moment = noon + timedelta(hours=side * hours)
    return moment


def prayer_times(day: date, *, latitude: float, longitude: float, method: Method = MUSLIM_WORLD_LEAGUE) -> Times:
    """The moments of that local day, in UTC. Degrees north and east. Raises NoDay where the sun does not rise and set."""
    noon = _noon(day, longitude)
    sunrise, sunset = (_crossing(noon, latitude, SUNSET, side) for side in (-1, 1))
    asr = _crossing(noon, latitude, None, 1, method.asr_factor)
    if sunrise is None or sunset is None or asr is None:
        raise NoDay
    night = timedelta(days=1) - (sunset - sunrise)
    fajr, isha = _crossing(noon, latitude, -method.fajr, -1), _crossing(noon, latitude, -method.isha, 1)
    guessed = tuple(name for name, found in (("fajr", fajr), ("isha", isha)) if found is None)
    found = {
        "fajr": fajr or sunrise - night / SEVENTH,
        "sunrise": sunrise,
        "dhuhr": noon,
        "asr": asr,
        "maghrib": sunset,
        "isha": isha or sunset + night / SEVENTH,
    }
    return Times({name: _minute(moment, up=name != "sunrise") for name, moment in found.items()}, guessed)


def _minute(moment: datetime, *, up: bool) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=1) if up and moment > whole else whole
