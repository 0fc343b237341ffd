"""WHEN a promise falls due: a closed union of seven kinds."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from guanjia.kernel.span import Span

Moments = tuple[str, ...]
"""Names of moments of the subject; the first one that has a value counts: ("ended_at", "ends_at")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A moment of the subject plus a span (negative = before), on the wall clock or in working time. Occurrence "r"."""

    moment: Moments
    offset: Span


@dataclass(frozen=True, slots=True)
class Link:
    """One interval of a chain: the window opens `least` after the end of the link before and is due `most` after it."""

    least: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The links that hold in these months (1-12, local month of the interval's beginning). The last link repeats."""

    name: str
    months: frozenset[int]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Links counted from `start`, then each from the real end of the one before (a missed one ends when it closes).

    A link that would be due at or after `until` is not made. Occurrence "n:1", "n:2", ...; only the next one exists.
    `rests` are pairs of moments, from and to: a link that counts from within one, or would be due within it, counts from its end.
    """

    start: Moments
    until: Moments
    seasons: tuple[Season, ...]
    rests: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """An RRULE over the site's wall clock. Occurrence = nominal local time "2026-03-01T08:00".

    `anchor` is the date INTERVAL counts from. `start` and `until` bound the rule by moments of the subject
    (() = unbounded); `start` also anchors the rule where `anchor` is None. `holiday` says what happens to an
    occurrence on a day off: it stays, falls out, or is due on the working day before or after, under the same identity.
    """

    rrule: str
    anchor: date | None = None
    start: Moments = ()
    until: Moments = ()
    holiday: Literal["stay", "skip", "before", "after"] = "stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floating:
    """`every` after the last real completion; the first one `every` after `start`. Occurrence "n:1", "n:2", ..."""

    start: Moments
    every: Span
    until: Moments = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """`count` times in each local period, at least `spacing` apart. Occurrence "2026-03-01#2" (first day # k).

    With `between`, a day's period runs between these wall times and crosses midnight when the second is not later.
    The k-th is due early enough that the rest still fit with their spacing.
    """

    count: int
    period: Literal["day", "week", "month", "quarter", "year"]
    spacing: timedelta = timedelta(0)
    between: tuple[time, time] | None = None
    days: Literal["all", "working", "off"] = "all"
    start: Moments = ()
    until: Moments = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Runs from a `begin` move of the subject to an `end` move, and stands still between `pause` and `resume`.

    `cancel` moves withdraw it. A later `begin` opens the next cycle. `name` is the target: response, arrival,
    resolution. Occurrence "response:1". The standard is discharged by its `end` moves.
    """

    name: str
    target: Span
    begin: frozenset[str]
    end: frozenset[str]
    pause: frozenset[str] = frozenset()
    resume: frozenset[str] = frozenset()
    cancel: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Due `within` after something happened; exactly one of `event`, `move` and `fact` is set.

    event: kind of a journal event about the subject; occurrence = the event's id.
    move: name of a move of the subject; occurrence "move:2" for its second time.
    fact: a meter that passes a multiple of `step`; occurrence "12000".
    """

    within: Span
    event: str = ""
    move: str = ""
    fact: str = ""
    step: Decimal = Decimal(0)


When = Relative | Chain | Calendar | Floating | Quota | Timer | Trigger
