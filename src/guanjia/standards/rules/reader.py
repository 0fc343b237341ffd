"""Reads the fields of a mapping one by one and collects what is wrong with them."""

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from guanjia.kernel.span import Span, parse_span
from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.problems import Problem
from guanjia.standards.rules.standard import Words

T = TypeVar("T")
MISSING = object()


class Reader:
    """One mapping at `path`. A field that cannot be read becomes a problem; `done` names unknown fields."""

    def __init__(self, raw: Any, path: str, problems: list[Problem]) -> None:
        self.path, self.problems, self.seen = path, problems, set[str]()
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        if not isinstance(raw, Mapping):
            self.wrong("", N_("must be a mapping of fields"))

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path and name else self.path or name

    def wrong(self, name: str, rule: str, **values: Any) -> None:
        self.problems.append(Problem(self.at(name), rule, values))

    def has(self, name: str) -> bool:
        return self.raw.get(name) is not None

    def take(self, name: str, read: Callable[[Any], T], default: Any = MISSING) -> T:
        """The field read by `read`, which raises BadValue with the rule. Missing without default is a problem."""
        self.seen.add(name)
        value = self.raw.get(name)
        if value is None:
            if default is MISSING:
                self.wrong(name, N_("is required"))
                return None  # type: ignore[return-value]
            return default
        try:
            return read(value)
        except BadValue as bad:
            self.wrong(name, bad.rule, **bad.values)
        return None if default is MISSING else default  # type: ignore[return-value]

    def inner(self, name: str) -> "Reader | None":
        """A reader of the mapping in this field, None when there is none."""
        self.seen.add(name)
        value = self.raw.get(name)
        return None if value is None else Reader(value, self.at(name), self.problems)

    def rows(self, name: str) -> list["Reader"]:
        """A reader for each mapping of the list in this field."""
        self.seen.add(name)
        value = self.raw.get(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.wrong(name, N_("must be a list"))
            return []
        return [Reader(each, f"{self.at(name)}[{number}]", self.problems) for number, each in enumerate(value)]

    def done(self) -> None:
        for name in self.raw:
            if name not in self.seen:
                self.wrong(str(name), N_("is not a field of this"))


class BadValue(ValueError):
    def __init__(self, rule: str, **values: Any) -> None:
        super().__init__(rule)
        self.rule, self.values = rule, values


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValue(N_("must be a text"))
    return value.strip()


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(N_("must be true or false"))
    return value


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValue(N_("must be a whole number from 0"))
    return value


def decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadValue(N_("must be a number"))
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise BadValue(N_("must be a number")) from None
    if not number.is_finite():
        raise BadValue(N_("must be a number"))
    return number


def span(value: Any) -> Span:
    try:
        return parse_span(text(value))
    except BadValue:
        raise
    except ValueError:
        rule = N_("%(text)s is not a duration; write 2h, 1h30m, 45s, 3d, 2w, 8wh (working hours) or 5wd (working days)")
        raise BadValue(rule, text=value) from None


def elapsed(value: Any) -> timedelta:
    found = span(value)
    if found.working:
        raise BadValue(N_("%(text)s: working time is not allowed here"), text=value)
    return timedelta(days=found.days) + found.time


def names(value: Any) -> tuple[str, ...]:
    """A name or a list of names."""
    return tuple(text(each) for each in (value if isinstance(value, list | tuple) else [value]))


def words(value: Any) -> Words:
    if not isinstance(value, Mapping) or set(value) != {"en", "zh"}:
        raise BadValue(N_("must give the text as en and zh"))
    return Words(text(value["en"]), text(value["zh"]))


def one_of(options: Collection[str]) -> Callable[[Any], Any]:
    def read(value: Any) -> str:
        if value not in options:
            raise BadValue(N_("must be one of: %(options)s"), options=", ".join(options))
        return str(value)

    return read
