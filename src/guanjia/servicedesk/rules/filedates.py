"""Dates as files of service requests have them: American, ISO, Chinese, day first, with or without a zone."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

Order = Literal["month", "day"]

_NUMERIC = re.compile(
    r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})日?"
    r"(?:[T\s]+(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,6})\d*)?秒?)?分?"
    r"\s*(?:([AaPp])\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_WORDED = (
    "%d-%b-%Y %H:%M:%S", "%d-%b-%Y %H:%M", "%d-%b-%Y", "%d %b %Y %H:%M", "%d %b %Y", "%d %B %Y", "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p", "%b %d, %Y", "%B %d, %Y %I:%M %p", "%B %d, %Y", "%b %d %Y %I:%M%p", "%a %b %d %H:%M:%S %Y",
)  # fmt: skip
NOON, CENTURY, THIS_CENTURY, YEAR_DIGITS, LAST_MONTH = 12, 100, 2000, 4, 12


class BadDate(ValueError):
    """A cell that is no date."""


def wall_of(text: str, zone: ZoneInfo, order: Order = "month") -> datetime:
    """What the wall clock of `zone` showed, naive: a cell with an offset is taken over into the zone, one without is read
    as it stands; a date alone is its midnight. `order` reads 03/04/2026. Raises BadDate for anything else.
    """
    text = text.strip()
    found = _NUMERIC.fullmatch(text)
    try:
        if found:
            return _numeric(found, zone, order)
        if _EPOCH.fullmatch(text):
            seconds = int(text[:10]) + (int(text[10:]) / 1000 if len(text) > 10 else 0)
            return datetime.fromtimestamp(seconds, tz=zone).replace(tzinfo=None)
        if packed := _PACKED.fullmatch(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in packed.groups())
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall clock has no zone
    except (ValueError, OverflowError):
        raise BadDate(text) from None
    for shape in _WORDED:
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007 - a wall clock has no zone
        except ValueError:
            continue
    raise BadDate(text)


def _numeric(found: re.Match[str], zone: ZoneInfo, order: Order) -> datetime:
    first, second, third = found[1], found[2], found[3]
    if len(first) == YEAR_DIGITS:
        year, month, day = int(first), int(second), int(third)
    else:
        if len(first) > 2 or len(third) not in (2, YEAR_DIGITS):
            raise ValueError(found[0])
        year, (month, day) = int(third), (int(first), int(second)) if order == "month" else (int(second), int(first))
        year += THIS_CENTURY if len(third) == 2 else 0
    hour = int(found[4] or 0)
    if found[8]:
        if not 1 <= hour <= NOON:
            raise ValueError(found[0])
        hour = hour % NOON + (NOON if found[8] in "pP" else 0)
    micro = int((found[7] or "").ljust(6, "0") or 0)
    wall = datetime(year, month, day, hour, int(found[5] or 0), int(found[6] or 0), micro)  # noqa: DTZ001 - a wall clock has no zone
    return wall if not found[9] else _from_offset(wall, found[9], zone)


def _from_offset(wall: datetime, offset: str, zone: ZoneInfo) -> datetime:
    if offset in ("Z", "UTC"):
        shift = timedelta(0)
    else:
        digits = offset[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if offset[0] == "-" else 1)
    return wall.replace(tzinfo=timezone(shift)).astimezone(zone).replace(tzinfo=None, fold=0)


def order_of(cells: Iterable[str]) -> Order:
    """Whether 03/04/2026 is the fourth of March (month first) or the third of April, by the cells that cannot be both."""
    month = day = 0
    dotted = slashed = 0
    for cell in cells:
        found = _NUMERIC.fullmatch(cell.strip())
        if not found or len(found[1]) == YEAR_DIGITS:
            continue
        day += int(found[1]) > LAST_MONTH
        month += int(found[2]) > LAST_MONTH
        dotted += "." in cell.split()[0]
        slashed += "." not in cell.split()[0]
    if day != month:
        return "day" if day > month else "month"
    return "day" if dotted > slashed else "month"


def is_date(text: str) -> bool:
    """Whether the cell is a date in one order or the other."""
    orders: tuple[Order, ...] = ("month", "day")
    for order in orders:
        try:
            found = wall_of(text, ZoneInfo("UTC"), order)
        except BadDate:
            continue
        return found.year > THIS_CENTURY - CENTURY
    return False
