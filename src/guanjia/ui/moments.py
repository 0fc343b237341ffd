"""How moments, days and remaining times are written. Pure: the zone and the present are arguments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

WEEKDAYS = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SOON = timedelta(minutes=15)


def day_prose(day: date) -> str:
    """`2026年3月5日 周四`, in English `Thu 5 Mar 2026`."""
    weekday = str(WEEKDAYS[day.weekday()])
    if in_chinese():
        return f"{day.year}年{day.month}月{day.day}日 {weekday}"
    return f"{weekday} {day.day} {MONTHS[day.month - 1]} {day.year}"


def day_list(day: date, this_year: int) -> str:
    """`03-05`, with the year in front when it is not `this_year`."""
    return f"{day:%m-%d}" if day.year == this_year else f"{day:%Y-%m-%d}"


def moment_prose(moment: datetime, zone: tzinfo) -> str:
    """`2026年3月5日 周四 14:30` on the wall clock of `zone`."""
    wall = moment.astimezone(zone)
    return f"{day_prose(wall.date())} {wall:%H:%M}"


def moment_list(moment: datetime, zone: tzinfo, present: datetime) -> str:
    """`03-05 14:30` on the wall clock of `zone`, with the year when it is not the present one."""
    wall = moment.astimezone(zone)
    return f"{day_list(wall.date(), present.astimezone(zone).year)} {wall:%H:%M}"


def span_list(start: datetime, end: datetime, zone: tzinfo, present: datetime) -> str:
    """`03-05 14:30-16:00` with a dash; the end names its day when it is another one."""
    wall = end.astimezone(zone)
    same = wall.date() == start.astimezone(zone).date()
    last = f"{wall:%H:%M}" if same else moment_list(end, zone, present)
    return f"{moment_list(start, zone, present)}–{last}"


def length(delta: timedelta) -> str:
    """A duration in at most two units: `8 分钟`, `1 小时 12 分`, `2 天 3 小时`. Seconds are cut off; never negative."""
    minutes = int(abs(delta).total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    days, hours_of_day = divmod(hours, 24)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if days == 0:
        return gettext("%(h)d h %(m)d min") % {"h": hours, "m": rest} if rest else gettext("%(h)d h") % {"h": hours}
    if hours_of_day == 0:
        return ngettext("%(d)d day", "%(d)d days", days) % {"d": days}
    return gettext("%(d)d d %(h)d h") % {"d": days, "h": hours_of_day}


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until a limit: the words and `plenty`, `soon` (15 minutes or less) or `late`."""

    text: str
    mood: str


def remaining(due: datetime, present: datetime) -> Remaining:
    """How `due` stands at `present`. The limit itself is still in time; late begins a minute after it."""
    left = due - present
    if left >= timedelta(minutes=1):
        return Remaining(gettext("%(time)s left") % {"time": length(left)}, "soon" if left <= SOON else "plenty")
    if left >= timedelta(0):
        return Remaining(gettext("less than 1 minute left"), "soon")
    if left > -timedelta(minutes=1):
        return Remaining(gettext("just past the limit"), "late")
    return Remaining(gettext("%(time)s over") % {"time": length(left)}, "late")


def in_chinese() -> bool:
    """Whether the page is being written in Chinese."""
    return (get_language() or "zh").startswith("zh")


def stamp(value: Any) -> str:
    """The machine's form of a date or moment, for `<time datetime>`."""
    return value.isoformat() if hasattr(value, "isoformat") else ""
