"""Reads WHEN: exactly one of the seven kinds."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from guanjia.kernel.recurrence import RuleRefused, check_rule
from guanjia.kernel.span import Span
from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.reader import BadValue, Reader, decimal, elapsed, names, one_of, span, text, whole
from guanjia.standards.rules.when import Calendar, Chain, Floating, Link, Quota, Relative, Season, Timer, Trigger, When

NOTHING = timedelta(0)
PERIODS = ("day", "week", "month", "quarter", "year")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def parse_when(reader: Reader) -> When | None:
    """The one kind that the mapping names; None after a problem."""
    kinds = [name for name in reader.raw if name in PARSERS]
    if len(reader.raw) != 1 or len(kinds) != 1:
        reader.wrong("", N_("must be exactly one of: %(options)s"), options=", ".join(PARSERS))
        return None
    inner = reader.inner(kinds[0])
    if inner is None:
        reader.wrong(kinds[0], N_("is required"))
        return None
    before = len(reader.problems)
    found = PARSERS[kinds[0]](inner)
    inner.done()
    return found if len(reader.problems) == before else None


def _relative(reader: Reader) -> When:
    return Relative(moment=reader.take("moment", names), offset=reader.take("offset", span))


def _chain(reader: Reader) -> When:
    start, until = reader.take("start", names), reader.take("until", names)
    if reader.has("links") == reader.has("seasons"):
        reader.wrong("seasons", N_("give either links or seasons"))
    year = reader.take("links", _links, ())
    seasons = reader.take("seasons", _seasons, ())
    rests = reader.take("rests", _rests, ())
    return Chain(
        start=start, until=until, seasons=seasons or (Season(name="year", months=YEAR, links=year),), rests=rests
    )


def _rests(value: Any) -> tuple[tuple[str, str], ...]:
    pairs = [names(each) for each in value] if isinstance(value, list | tuple) else [()]
    if any(len(pair) != 2 for pair in pairs):
        raise BadValue(N_("must be a list of pairs of moments, from and to"))
    return tuple((pair[0], pair[1]) for pair in pairs)


YEAR = frozenset(range(1, 13))


def _seasons(value: Any) -> tuple[Season, ...]:
    if not isinstance(value, dict) or not value:
        raise BadValue(N_("must map a season to its months and links"))
    found = []
    for name, each in value.items():
        if not isinstance(each, dict) or set(each) != {"months", "links"}:
            raise BadValue(N_("%(season)s must have months and links"), season=name)
        found.append(Season(name=str(name), months=_months(each["months"]), links=_links(each["links"])))
    covered = [month for season in found for month in season.months]
    if sorted(covered) != list(range(1, 13)):
        raise BadValue(N_("the seasons together must have each month 1 to 12 once"))
    return tuple(found)


def _months(value: Any) -> frozenset[int]:
    if not isinstance(value, list | tuple) or not set(value) <= YEAR or len(set(value)) != len(value):
        raise BadValue(N_("months must be different numbers from 1 to 12"))
    return frozenset(value)


def _links(value: Any) -> tuple[Link, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise BadValue(N_("must be a list of intervals such as 10m-15m"))
    return tuple(_link(text(each)) for each in value)


def _link(value: str) -> Link:
    least, _, most = value.partition("-")
    link = Link(elapsed(least), elapsed(most or least))
    if not NOTHING <= link.least <= link.most or link.most == NOTHING:
        raise BadValue(N_("%(interval)s: the later end of an interval comes second"), interval=value)
    return link


def _calendar(reader: Reader) -> When:
    rule = reader.take("rule", _rule)
    return Calendar(
        rrule=rule,
        anchor=reader.take("anchor", _date, None),
        start=reader.take("start", names, ()),
        until=reader.take("until", names, ()),
        holiday=reader.take("holiday", one_of(("stay", "skip", "before", "after")), "stay"),
    )


def _rule(value: Any) -> str:
    rule = text(value).upper()
    try:
        check_rule(rule)
    except RuleRefused as refusal:
        raise BadValue(RULES[refusal.why], part=refusal.part) from None
    return rule


RULES = {
    "form": N_("%(part)s is not of the form NAME=VALUE"),
    "frequency": N_("FREQ must be one of: %(part)s"),
    "part": N_("%(part)s is not allowed here; the subject's moments bound a rule"),
    "short_month": N_("BYMONTHDAY=%(part)s skips short months: use -1 for the last day of the month"),
    "syntax": N_("not a recurrence rule: %(part)s"),
}


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        raise BadValue(N_("must be a date such as 2026-01-31"))
    try:
        return value if isinstance(value, date) else date.fromisoformat(text(value))
    except ValueError:
        raise BadValue(N_("must be a date such as 2026-01-31")) from None


def _floating(reader: Reader) -> When:
    every = reader.take("every", _forward)
    return Floating(start=reader.take("start", names), every=every, until=reader.take("until", names, ()))


def _forward(value: Any) -> Span:
    found = span(value)
    if found.days < 0 or found.time < NOTHING or not (found.days or found.time):
        raise BadValue(N_("must be longer than nothing"))
    return found


def _quota(reader: Reader) -> When:
    count, spacing = reader.take("count", whole), reader.take("spacing", elapsed, NOTHING)
    period = reader.take("period", one_of(PERIODS))
    between = reader.take("between", _between, None)
    days = reader.take("days", one_of(("all", "working", "off")), "all")
    if period != "day" and (between or days != "all"):
        reader.wrong("period", N_("between and days belong to a period of one day"))
    if count == 0:
        reader.wrong("count", N_("must be longer than nothing"))
    if count and spacing and period == "day" and (count - 1) * spacing > _length(between):
        reader.wrong("spacing", N_("%(count)s times so far apart do not fit into the period"), count=count)
    return Quota(
        count=count,
        period=period,
        spacing=spacing,
        between=between,
        days=days,
        start=reader.take("start", names, ()),
        until=reader.take("until", names, ()),
    )


def _length(between: tuple[time, time] | None) -> timedelta:
    if between is None:
        return timedelta(hours=24)
    begin, end = (timedelta(hours=each.hour, minutes=each.minute) for each in between)
    return end - begin if end > begin else end - begin + timedelta(hours=24)


def _between(value: Any) -> tuple[time, time]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise BadValue(N_("must be two times such as 08:00 and 20:00"))
    begin, end = (_clock(each) for each in value)
    return begin, end


def _clock(value: Any) -> time:
    if not isinstance(value, str) or not (found := _CLOCK.fullmatch(value)):
        raise BadValue(N_("must be two times such as 08:00 and 20:00"))
    return time(int(found[1]), int(found[2]))


def _timer(reader: Reader) -> When:
    def moves(name: str, default: Any) -> frozenset[str]:
        return frozenset(reader.take(name, names, default))

    begin, end = reader.take("begin", names), reader.take("end", names)
    found = Timer(
        name=reader.take("name", text),
        target=reader.take("target", _forward),
        begin=frozenset(begin or ()),
        end=frozenset(end or ()),
        pause=moves("pause", ()),
        resume=moves("resume", ()),
        cancel=moves("cancel", ()),
    )
    if found.pause and not found.resume:
        reader.wrong("resume", N_("is required where the timer can pause"))
    return found


def _trigger(reader: Reader) -> When:
    found = Trigger(
        within=reader.take("within", span),
        event=reader.take("event", text, ""),
        move=reader.take("move", text, ""),
        fact=reader.take("fact", text, ""),
        step=reader.take("step", decimal, Decimal(0)),
    )
    if sum(map(bool, (found.event, found.move, found.fact))) != 1:
        reader.wrong("event", N_("give exactly one of event, move and fact"))
    if bool(found.fact) != (found.step > 0):
        reader.wrong("step", N_("belongs to a fact and is more than nothing"))
    return found


PARSERS: dict[str, Callable[[Reader], When]] = {
    "relative": _relative,
    "chain": _chain,
    "calendar": _calendar,
    "floating": _floating,
    "quota": _quota,
    "timer": _timer,
    "trigger": _trigger,
}
