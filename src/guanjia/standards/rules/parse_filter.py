"""Reads a filter."""

from collections.abc import Mapping
from typing import Any

from guanjia.kernel.words import gettext_noop as N_
from guanjia.standards.rules.condition import AllOf, AnyOf, Condition, Not, Test
from guanjia.standards.rules.reader import BadValue

COMPARISONS = ("in", "gte", "lte", "gt", "lt", "known")
Scalar = str | int | float | bool


def parse_filter(raw: Any) -> Condition:
    """{fact: value | {in | gte | lte | gt | lt | known | not: ...}, any: [filter, ...]}; several lines all hold."""
    if not isinstance(raw, Mapping):
        raise BadValue(N_("must be a mapping of facts"))
    lines = [_any(value) if name == "any" else _line(str(name), value) for name, value in raw.items()]
    return lines[0] if len(lines) == 1 else AllOf(tuple(lines))


def _any(raw: Any) -> Condition:
    if not isinstance(raw, list | tuple) or not raw:
        raise BadValue(N_("any must be a list of filters"))
    return AnyOf(tuple(parse_filter(each) for each in raw))


def _line(fact: str, raw: Any) -> Condition:
    if isinstance(raw, Scalar):
        return Test(fact, "is", raw)
    if not isinstance(raw, Mapping) or not raw:
        raise BadValue(N_("%(fact)s must be compared with a value"), fact=fact)
    tests = [_comparison(fact, str(name), value) for name, value in raw.items()]
    return tests[0] if len(tests) == 1 else AllOf(tuple(tests))


def _comparison(fact: str, name: str, value: Any) -> Condition:
    if name == "not":
        return Not(_line(fact, value))
    if name not in COMPARISONS:
        options = ", ".join((*COMPARISONS, "not"))
        raise BadValue(N_("%(fact)s: a comparison must be one of: %(options)s"), fact=fact, options=options)
    if name == "in":
        if not isinstance(value, list | tuple) or not value or not all(isinstance(each, Scalar) for each in value):
            raise BadValue(N_("%(fact)s: in must be a list of values"), fact=fact)
        return Test(fact, "in", tuple(value))
    if name == "known":
        if not isinstance(value, bool):
            raise BadValue(N_("%(fact)s: known must be true or false"), fact=fact)
        return Test(fact, "known", value)
    if isinstance(value, bool) or not isinstance(value, Scalar):
        raise BadValue(N_("%(fact)s must be compared with a value"), fact=fact)
    return Test(fact, name, value)  # type: ignore[arg-type]


def dump_filter(condition: Condition) -> dict[str, Any]:
    """The mapping that `parse_filter` reads back as an equal condition."""
    match condition:
        case AnyOf(conditions):
            return {"any": [dump_filter(each) for each in conditions]}
        case AllOf(conditions):
            merged: dict[str, Any] = {}
            for line in (dump_filter(each) for each in conditions):
                for name, value in line.items():
                    both = isinstance(value, dict) and isinstance(merged.get(name), dict)
                    merged[name] = {**merged[name], **value} if both else value
            return merged
        case Not(inner):
            ((fact, value),) = dump_filter(inner).items()
            return {fact: {"not": value}}
        case Test(fact, operator, value):
            if operator == "is":
                return {fact: value}
            return {fact: {operator: list(value) if operator == "in" else value}}


def facts_of(condition: Condition) -> frozenset[str]:
    """The names of the facts that the condition reads."""
    match condition:
        case AnyOf(conditions) | AllOf(conditions):
            return frozenset().union(*(facts_of(each) for each in conditions))
        case Not(inner):
            return facts_of(inner)
        case Test(fact, _, _):
            return frozenset({fact})
