"""What the agenda tells the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemStarted:
    """An item of a meeting began."""

    agenda_id: int
    item_id: int


@dataclass(frozen=True)
class ItemFinished:
    """An item of a meeting is over."""

    agenda_id: int
    item_id: int


@dataclass(frozen=True)
class AgendaReplanned:
    """Times of items to come changed: `items` are the ids of those that begin at another minute, are shorter or are left out."""

    agenda_id: int
    items: tuple[int, ...]
