"""A length of time as people say it: days of the calendar plus hours of the clock, wall or working."""

import re
from dataclasses import dataclass
from datetime import timedelta

_PART = re.compile(r"(\d+)(wd|wh|wm|w|d|h|m|s)")
LONGEST_DAYS = 36_525  # a hundred years: what is longer is a slip of the finger, and no calendar could count it
_SECONDS = {"h": 3600, "m": 60, "s": 1, "wh": 3600, "wm": 60}


@dataclass(frozen=True, slots=True)
class Span:
    """`days` are calendar days on the site's wall clock, or working days; `time` is elapsed, or working, time.

    Both carry the same sign; a negative span lies before its anchor.
    """

    days: int = 0
    time: timedelta = timedelta(0)
    working: bool = False

    def __neg__(self) -> "Span":
        return Span(-self.days, -self.time, self.working)


def parse_span(text: str) -> Span:
    """ "-2h", "1h30m", "3d", "2w" on the wall clock; "8wh", "30wm", "5wd" in working time; ValueError for
    anything else and for more than LONGEST_DAYS.
    """
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    parts = _PART.findall(body)
    if not parts or "".join(number + unit for number, unit in parts) != body:
        raise ValueError(
            f"{text!r} is not a duration; write 2h, 1h30m, 45s, 3d, 2w, 8wh (working hours) or 5wd (working days)"
        )
    working = {unit in ("wd", "wh", "wm") for _, unit in parts}
    if len(working) == 2:
        raise ValueError(f"{text!r} mixes wall time and working time")
    days = sum(int(number) * (7 if unit == "w" else 1) for number, unit in parts if unit in ("w", "d", "wd"))
    seconds = sum(int(number) * _SECONDS[unit] for number, unit in parts if unit in _SECONDS)
    if days * 86_400 + seconds > LONGEST_DAYS * 86_400:
        raise ValueError(f"{text!r} is no duration that anybody keeps: it is longer than a hundred years")
    return Span(sign * days, sign * timedelta(seconds=seconds), working.pop())


def parse_elapsed(text: str) -> timedelta:
    """A plain elapsed duration ("90m", "1d" = 24 h). ValueError for working time or nonsense."""
    span = parse_span(text)
    if span.working:
        raise ValueError(f"{text!r}: working time is not allowed here")
    return timedelta(days=span.days) + span.time


def span_text(span: Span) -> str:
    """The shortest text that `parse_span` reads back as the same span; "0s" for nothing."""
    mark = "w" if span.working else ""
    minutes, seconds = divmod(int(abs(span.time).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((abs(span.days), mark + "d"), (hours, mark + "h"), (minutes, mark + "m"), (seconds, "s"))
    text = "".join(f"{number}{unit}" for number, unit in parts if number) or f"0{mark + 'm' if mark else 's'}"
    return ("-" if span.days < 0 or span.time < timedelta(0) else "") + text


def elapsed_text(length: timedelta) -> str:
    """`span_text` of a plain elapsed duration."""
    return span_text(Span(0, length))
