"""Prayer times beside the agenda: only where somebody asked for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guanjia.conference.public import Event
from guanjia.foundation.sites.public import local, setting
from guanjia.green.rules.prayer import NAMES, Method, NoDay, prayer_times

PLACE = "green.coordinates"
SCHOOL = "green.asr"
MOST_DAYS = 7


@dataclass(frozen=True)
class Prayer:
    """One moment: its name (English msgid), when, whether a sitting runs then, whether the sun left it to a rule."""

    name: str
    at: datetime
    in_sitting: bool
    guessed: bool


@dataclass(frozen=True)
class PrayerDay:
    """A day of the event; `times` empty where the sun does not rise or set."""

    on: date
    times: tuple[Prayer, ...]


def coordinates(text: str) -> tuple[float, float] | None:
    """Degrees north and east of "30.2741, 120.1551"; None for anything else."""
    parts = text.replace(",", ",").split(",")
    try:
        north, east = (float(part) for part in parts)
    except ValueError:
        return None
    return (north, east) if -66 <= north <= 66 and -180 <= east <= 180 else None


def prayer_days(event: Event) -> list[PrayerDay] | None:
    """The days of the event, at most seven; None while the site has no coordinates or the event no time."""
    place = coordinates(setting(event.site, PLACE))
    if place is None or event.starts_at is None or event.ends_at is None:
        return None
    method = Method(asr_factor=2 if setting(event.site, SCHOOL) == "hanafi" else 1)
    spans = list(event.blocks.exclude(state="cancelled").values_list("starts_at", "ends_at"))
    first, last = local(event.site, event.starts_at).date(), local(event.site, event.ends_at).date()
    days = []
    for number in range(min(MOST_DAYS, (last - first).days + 1)):
        on = first + timedelta(days=number)
        try:
            found = prayer_times(on, latitude=place[0], longitude=place[1], method=method)
        except NoDay:
            days.append(PrayerDay(on, ()))
            continue
        times = [
            Prayer(NAMES[name], at, any(a <= at < b for a, b in spans), name in found.guessed)
            for name, at in found.at.items()
            if name != "sunrise"
        ]
        days.append(PrayerDay(on, tuple(times)))
    return days
