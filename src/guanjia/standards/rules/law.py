"""The legal floor as data: what a standard may not pass, whoever patches it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any, Literal, get_args

from guanjia.kernel.span import Span, parse_span
from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.gaps import longest_gap
from guanjia.standards.rules.problems import Problem, StandardInvalid
from guanjia.standards.rules.reader import BadValue, Reader, one_of, text, words
from guanjia.standards.rules.standard import Standard, Words

Bound = Literal["floor", "ceiling", "forbid", "require", "inform"]
Certainty = Literal["A", "B", "C"]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bind:
    """The law holds for standards whose code fits `code` (may hold *), on the field at this path.

    The path "interval" means the longest time between two occurrences.
    """

    code: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One rule of law. floor: not below `value`; ceiling: not above; forbid: not this value (None: not at all);
    require: this value (None: anything). inform: no value to compare, shown only.

    `certainty` A = read in the statute, B = quoted on secondary pages, C = from memory: check first. `place` is CN or
    a part of it such as CN-31; it holds for every place that begins so. `in_force` None = not looked up.
    """

    key: str
    title: Words
    value: Any
    bound: Bound
    article: str
    place: str = "CN"
    in_force: date | None = None
    certainty: Certainty = "C"
    checked_by: str = ""
    note: str = ""
    binds: tuple[Bind, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A value that the law does not allow. `wanted` None = the field was left out or the promise switched off."""

    law: Law
    field: str
    wanted: Any

    def problem(self) -> Problem:
        """The refusal, quoting the article."""
        rules = {
            "floor": N_("the law asks for at least %(value)s (%(article)s)"),
            "ceiling": N_("the law allows at most %(value)s (%(article)s)"),
            "forbid": N_("the law forbids this (%(article)s)"),
            "require": N_("the law requires this (%(article)s)"),
            "inform": N_("the law requires this (%(article)s)"),
        }
        values = {"value": self.law.value, "article": self.law.article}
        return Problem(self.field.partition(".")[0], rules[self.law.bound], values)


def parse_law(raw: Any, *, file: str = "") -> Law:
    """The law row, or StandardInvalid with every mistake in it."""
    problems: list[Problem] = []
    reader = Reader(raw, "", problems)
    found = Law(
        key=reader.take("key", text),
        title=reader.take("title", words),
        value=reader.take("value", _value, None),
        bound=reader.take("bound", one_of(get_args(Bound))),
        article=reader.take("article", text),
        place=reader.take("place", text, "CN"),
        in_force=reader.take("in_force", _day, None),
        certainty=reader.take("certainty", one_of(get_args(Certainty))),
        checked_by=reader.take("checked_by", str, ""),
        note=reader.take("note", text, ""),
        binds=tuple(_bind(row) for row in reader.rows("binds")),
    )
    reader.done()
    if found.bound in ("floor", "ceiling") and found.value is None:
        reader.wrong("value", N_("is required"))
    if problems:
        raise StandardInvalid(str(reader.raw.get("key") or "?"), problems, file)
    return found


def holds_at(law: Law, place: str, on: date) -> bool:
    """Whether the law is in force at a place on a day. One whose date was not looked up is."""
    here = place == law.place or place.startswith(law.place + "-")
    return here and (law.in_force is None or law.in_force <= on)


def binding(laws: Iterable[Law], code: str) -> list[tuple[Law, str]]:
    """(law, field) pairs that bind the standard of this code."""
    return [(law, bind.field) for law in laws for bind in law.binds if fnmatchcase(code, bind.code)]


def breaches(laws: Iterable[Law], standard: Standard, raw: Mapping[str, Any]) -> list[Breach]:
    """What in a standard (`raw` is its canonical mapping) passes the legal floor. A switched-off promise that a law
    binds passes it as a whole.
    """
    found = []
    for law, path in binding(laws, standard.code):
        wanted = longest_gap(standard.when) if path == "interval" else _at(raw, path)
        if standard.off and law.bound in ("floor", "ceiling", "require"):
            found.append(Breach(law, "off", None))
        elif not _allowed(law, wanted):
            found.append(Breach(law, "when" if path == "interval" else path, wanted))
    return found


def _allowed(law: Law, wanted: Any) -> bool:
    match law.bound:
        case "floor":
            return wanted is None or _amount(wanted) >= _amount(law.value)
        case "ceiling":
            return wanted is None or _amount(wanted) <= _amount(law.value)
        case "forbid":
            return not wanted if law.value is None else not _has(wanted, law.value)
        case "require":
            return bool(wanted) if law.value is None else _has(wanted, law.value)
        case _:
            return True


def _has(wanted: Any, value: Any) -> bool:
    return value in wanted if isinstance(wanted, list | tuple) else bool(wanted == value)


def _amount(value: Any) -> float:
    """Numbers as they are, durations in seconds, before and after alike; a working day is taken as a day."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value)
    except (TypeError, ValueError):
        length: Span = parse_span(value)
        return abs((length.days * DAY + length.time).total_seconds())


def _at(raw: Mapping[str, Any], path: str) -> Any:
    found: Any = raw
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _value(value: Any) -> Any:
    if isinstance(value, str | int | float | bool):
        return value
    raise BadValue(N_("must be a text or a number"))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    raise BadValue(N_("must be a date such as 2026-01-31"))


def _bind(row: Reader) -> Bind:
    found = Bind(row.take("code", text), row.take("field", text))
    row.done()
    return found
