"""The small language of filters: what must be true of a subject's facts for a standard to hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Operator = Literal["is", "in", "gte", "lte", "gt", "lt", "known"]


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one fact. An unknown fact (absent or None) fails every test but `known: false`."""

    fact: str
    operator: Operator
    value: Any

    __test__ = False


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """True of everything when empty."""

    conditions: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple["Condition", ...]


Condition = Test | Not | AllOf | AnyOf


def matches(condition: Condition, facts: Mapping[str, Any]) -> bool:
    """Whether the facts satisfy the condition."""
    if isinstance(condition, Test):
        return _holds(facts.get(condition.fact), condition.operator, condition.value)
    if isinstance(condition, AllOf):
        return all(matches(each, facts) for each in condition.conditions)
    if isinstance(condition, AnyOf):
        return any(matches(each, facts) for each in condition.conditions)
    return not matches(condition.condition, facts)


def _holds(have: Any, operator: Operator, want: Any) -> bool:
    if operator == "known":
        return (have is not None) == want
    if have is None:
        return False
    if operator == "is":
        return bool(have == want)
    if operator == "in":
        return have in want
    try:
        return bool({"gte": have >= want, "lte": have <= want, "gt": have > want, "lt": have < want}[operator])
    except TypeError:
        return False
