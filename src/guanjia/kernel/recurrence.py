"""RRULE over the wall clock of a site."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from dateutil.rrule import rrule, rrulestr

KNOWN = {
    "FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSETPOS",
    "BYWEEKNO", "BYYEARDAY", "WKST",
}  # fmt: skip
ANYTIME = datetime.fromisoformat("2024-01-01")
FREQUENCIES = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"}


class RuleRefused(ValueError):
    """The rule cannot be used; the text says why and what to write instead. `why` names the check: form, frequency, part,
    short_month or syntax; `part` the words at fault."""

    def __init__(self, why: str, part: str, text: str) -> None:
        super().__init__(text)
        self.why, self.part = why, part


def check_rule(text: str) -> None:
    """Pass if the rule can be planned, else RuleRefused.

    COUNT, UNTIL and a DTSTART inside the text are refused (moments of the subject bound a rule), so are frequencies
    below an hour, and BYMONTHDAY 29 to 31, which silently skip short months.
    """
    parts = dict(_parts(text))
    if parts.get("FREQ") not in FREQUENCIES:
        raise RuleRefused(
            "frequency", ", ".join(sorted(FREQUENCIES)), f"FREQ must be one of {', '.join(sorted(FREQUENCIES))}"
        )
    for name in parts:
        if name not in KNOWN:
            raise RuleRefused("part", name, f"{name} is not allowed here; the subject's moments bound a rule")
    for day in parts.get("BYMONTHDAY", "").split(","):
        if re.fullmatch(r"[+-]?(29|30|31)", day):
            text = f"BYMONTHDAY={day} skips months that are too short: use -1 for the last day of the month"
            raise RuleRefused("short_month", day, text)
    try:
        next(iter(rrulestr(text, dtstart=ANYTIME)), None)
    except (ValueError, TypeError, KeyError) as error:
        raise RuleRefused("syntax", str(error), f"not a recurrence rule: {error}") from error


def occurrences(text: str, anchor: datetime, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Nominal wall times in [begin, end), ascending, of the rule counted from `anchor`. All naive, in the same zone.

    Seconds are always zero; BYHOUR and BYMINUTE that the rule leaves out come from the anchor.
    """
    rule = rrulestr(text, dtstart=_nearer(text, anchor.replace(second=0, microsecond=0), begin), cache=False)
    assert isinstance(rule, rrule)
    for nominal in rule.xafter(begin, inc=True):
        if nominal >= end:
            return
        yield nominal


def _nearer(text: str, anchor: datetime, begin: datetime) -> datetime:
    """The anchor shifted towards `begin` by whole intervals, so that no rule is walked through from years ago."""
    parts = dict(_parts(text))
    days = int(parts.get("INTERVAL", "1")) * {"WEEKLY": 7, "DAILY": 1, "HOURLY": 1}.get(parts["FREQ"], 0)
    if not days:
        return anchor
    return anchor + timedelta(days=max((begin - anchor).days // days - 1, 0) * days)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for part in text.strip().upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise RuleRefused("form", part, f"{part!r} is not of the form NAME=VALUE")
        yield name.strip(), value.strip()
