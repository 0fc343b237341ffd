"""Who may open what on the portal, from the dated relations of a person to units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

HISTORY_DAYS = 365


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation of a person to a unit. `until` is the first day that no longer counts."""

    unit_id: int
    hosts: bool
    since: date | None
    until: date | None


def homes_on(ties: Iterable[Tie], today: date) -> tuple[int, ...]:
    """The units whose pages the person sees today, each once; an emergency contact sees none."""
    units = [tie.unit_id for tie in ties if tie.hosts and _counts(tie, today)]
    return tuple(dict.fromkeys(units))


def keeps_history(ties: Iterable[Tie], today: date) -> bool:
    """Whether somebody who moved out may still read what they themselves asked for: a year from the last day."""
    ended = [tie.until for tie in ties if tie.hosts and tie.until is not None]
    return any(today < until + timedelta(days=HISTORY_DAYS) for until in ended)


def may_log_in(ties: Iterable[Tie], today: date) -> bool:
    """Whether a code lets the person in at all: lives or owns here, or did within the last year."""
    rows = list(ties)
    return bool(homes_on(rows, today)) or keeps_history([tie for tie in rows if not _begins_later(tie, today)], today)


def _counts(tie: Tie, today: date) -> bool:
    return (tie.since is None or tie.since <= today) and (tie.until is None or today < tie.until)


def _begins_later(tie: Tie, today: date) -> bool:
    return tie.since is not None and today < tie.since
