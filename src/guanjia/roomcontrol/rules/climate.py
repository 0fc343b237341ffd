"""Set-points for temperature, humidity and fresh air from headcount and weather, within limits that are data (DIGI-004, W41)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

SENSOR_HOLDS = timedelta(minutes=10)
"""A sensor that said nothing for longer is silent: the table takes its place, and the page says so."""
WEATHER_HOLDS = timedelta(hours=3)
"""Weather that was told longer ago is none."""
CROWD_C = 1.0
"""In winter a full room heats itself: so much lower from three quarters of its seats on; in summer nothing goes below the limit."""
FULL_FROM = 0.75
NUDGE_C = 1.0
"""What one complaint changes."""
SUMMER_MONTHS = frozenset({5, 6, 7, 8, 9, 10})
SUMMER_FROM_C, WINTER_TO_C = 22.0, 16.0
"""From so warm outside it is summer, up to so cold winter, whatever the month; between them the month decides."""


class Why(Word):
    """What a set-point rests on."""

    WEATHER = "weather", N_("weather outside")
    TABLE = "table", N_("table of the season: no weather is known")
    HEADCOUNT = "headcount", N_("headcount")
    PLANNED = "planned", N_("planned headcount: nobody is counted")
    SENSOR = "sensor", N_("room sensor")
    SILENT = "silent", N_("the room sensor is silent: the table holds")
    LIMIT = "limit", N_("held at the legal limit")
    ASKED = "asked", N_("somebody was too cold or too warm")
    FULL = "full", N_("the room is full")


@dataclass(frozen=True, slots=True)
class Air:
    """What is known: month, weather outside (None unknown), heads counted (None: not counted) and planned, seats, the room's own

    temperature by its sensor (None silent), how much people asked for, whether the room is exempt from the energy rule.
    """

    month: int
    outside_c: float | None = None
    counted: int | None = None
    planned: int = 0
    seats: int = 0
    sensed_c: float | None = None
    nudge_c: float = 0.0
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class SetPoint:
    """What the air is to be, and why."""

    temperature_c: float
    humidity: int
    fresh_m3h: int
    why: tuple[Why, ...]


@cache
def limits() -> dict[str, float]:
    """The limits by key."""
    rows = yaml.safe_load((Path(__file__).parent / "limits.yaml").read_text(encoding="utf-8"))
    return {row["key"]: float(row["value"]) for row in rows}


def is_summer(air: Air) -> bool:
    """Whether the room is cooled: by the weather, else by the month."""
    if air.outside_c is not None and air.outside_c >= SUMMER_FROM_C:
        return True
    if air.outside_c is not None and air.outside_c <= WINTER_TO_C:
        return False
    return air.month in SUMMER_MONTHS


def set_point(air: Air) -> SetPoint:
    """The set-point. Temperature never passes the law's limit unless the room is exempt; fresh air is never less than the law's."""
    law, summer = limits(), is_summer(air)
    least, most = (
        (law["summer_least_c"], law["summer_most_c"]) if summer else (law["winter_least_c"], law["winter_most_c"])
    )
    why = [Why.WEATHER if air.outside_c is not None else Why.TABLE]
    heads = air.planned if air.counted is None else air.counted
    why.append(Why.PLANNED if air.counted is None else Why.HEADCOUNT)
    wanted = least if summer else most
    if not summer and air.seats and heads / air.seats >= FULL_FROM:
        wanted -= CROWD_C
        why.append(Why.FULL)
    if air.nudge_c:
        wanted += air.nudge_c
        why.append(Why.ASKED)
    if not air.exempt and not least <= wanted <= most:
        wanted = min(max(wanted, least), most)
        why.append(Why.LIMIT)
    why.append(Why.SENSOR if air.sensed_c is not None else Why.SILENT)
    humidity = round(law["humidity_most"] if summer else law["humidity_least"])
    return SetPoint(wanted, humidity, round(heads * law["fresh_m3h_person"]), tuple(why))
