"""What the troupes of an estate find on the stage: its people at work, its homes and who lives there, by id."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guanjia.foundation.rehearsal.stage import Stage

KEY = "estate"
ESTATE = "estate"
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Home:
    """A unit with those who belong to it, the contact first. `person_ids` is empty for an empty home."""

    unit_id: int
    code: str
    person_ids: tuple[int, ...] = ()


@dataclass
class Estate:
    """An estate on the stage. `crew` maps a post code to its people, in a fixed order; `days` are those that are played.

    Posts: estate.manager, duty.manager, frontdesk, dispatcher, hotline, butler, technician, security,
    environment.supervisor, environment.cleaner.
    """

    homes: list[Home] = field(default_factory=list)
    crew: dict[str, list[Any]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)


def estate_of(stage: Stage) -> Estate:
    """The estate that this rehearsal plays; raises KeyError where none was built."""
    found = stage.memory[KEY]
    assert isinstance(found, Estate)
    return found
