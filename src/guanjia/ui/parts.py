"""Small data of the components: what a view hands to a template tag."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter. An active one shows a cross and `url` takes it off; another one's `url` puts it on."""

    label: Any
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled address. `icon` is a Tabler name or empty."""

    label: Any
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people changed: what the reader typed and what stands in the house now."""

    label: Any
    yours: Any
    theirs: Any
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a colour of its own, for `{% badge %}` where a state alone does not say it (late, at risk)."""

    label: str
    colour: str
