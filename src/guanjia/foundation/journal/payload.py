"""Events as data: what a frozen dataclass becomes in the journal, and back."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def adapter(event_class: type) -> TypeAdapter[Any]:
    """The (de)serialiser of one event class."""
    return TypeAdapter(event_class)


def event_kind(event_class: type) -> str:
    """The stored name: module and class, as `conference.BlockMoved` for guanjia.conference.events.BlockMoved."""
    module = event_class.__module__.removeprefix("guanjia.").removesuffix(".events")
    return f"{module}.{event_class.__name__}"


def dump(event: Any) -> dict[str, Any]:
    """The event's fields as JSON data (moments ISO 8601, decimals as text)."""
    return adapter(type(event)).dump_python(event, mode="json")


def load(event_class: type, data: dict[str, Any]) -> Any:
    """The event that `dump` wrote. Raises pydantic.ValidationError where the class no longer fits."""
    return adapter(event_class).validate_python(data)
