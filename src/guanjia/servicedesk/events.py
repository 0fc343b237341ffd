"""What the service desk tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderOpened:
    """A work order was opened, by a person or from a failed line of a checklist."""

    order_id: int
    kind: str
    subject_kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """A work order went from one state to another."""

    order_id: int
    old: str
    new: str
    verb: str


@dataclass(frozen=True, slots=True)
class RequestLogged:
    """Somebody asked for something."""

    request_id: int
    category: str
    kind: str
    urgency: str
    channel: str


@dataclass(frozen=True, slots=True)
class RequestMoved:
    """A request went from one state to another; `verb` as in its journal (reopen, close, merge ...)."""

    request_id: int
    old: str
    new: str
    verb: str


@dataclass(frozen=True, slots=True)
class RequestClosed:
    """A request is closed by `word`; `rating` 1 to 5, or None."""

    request_id: int
    word: str
    rating: int | None


@dataclass(frozen=True, slots=True)
class RequestKindSet:
    """Somebody said what kind it is: what was suggested against what it became teaches the triage."""

    request_id: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class IncidentEnded:
    """A mass outage is over."""

    incident_id: int
    request_ids: tuple[int, ...]
