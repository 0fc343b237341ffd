"""Who is there: told by the door, by the clerk and by the line of those who take part from afar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from guanjia.assembly.rules.states import Where
from guanjia.assembly.rules.tally import QUORUMS, Of, Quorum

SILENT_FOR = timedelta(seconds=60)
"""A page from afar that has not been heard for this long counts as dropped: it asks each 20 seconds."""

HERE = frozenset({Where.ROOM, Where.REMOTE})


@dataclass(frozen=True)
class Trace:
    """What is known of somebody: what the clerk or they themselves said, when their page was heard, and the door."""

    said: str
    seen_at: datetime | None = None
    admitted: bool = False
    left: bool = False


def where_is(trace: Trace, now: datetime) -> Where:
    """Where they are now. What was said goes before the door: a clerk sees who went out without passing a desk."""
    if trace.said == Where.REMOTE:
        heard = trace.seen_at is not None and now - trace.seen_at <= SILENT_FOR
        return Where.REMOTE if heard else Where.DROPPED
    if trace.said:
        return next(where for where in Where if where == trace.said)
    return Where.ROOM if trace.admitted and not trace.left else Where.ABSENT


@dataclass(frozen=True)
class Head:
    """One who has a vote: where, and how much it weighs."""

    where: Where
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Attendance:
    """The numbers of the moment. Whoever has no vote counts in none of them."""

    entitled: int
    room: int
    remote: int
    dropped: int
    entitled_weight: Decimal
    present_weight: Decimal

    @property
    def present(self) -> int:
        """In the hall and on the line."""
        return self.room + self.remote

    def quorate(self, quorum: Quorum, weighted: bool = False) -> bool:
        """Whether enough are there for this quorum."""
        share = QUORUMS[quorum]
        if share is None:
            return True
        base = self.entitled_weight if weighted else Decimal(self.entitled)
        assert share.of is Of.ENTITLED
        return share.holds(self.present_weight if weighted else Decimal(self.present), base)


def attendance(heads: Iterable[Head]) -> Attendance:
    """Count those who have a vote."""
    rows = list(heads)
    of = {where: sum(head.where is where for head in rows) for where in Where}
    return Attendance(
        entitled=len(rows),
        room=of[Where.ROOM],
        remote=of[Where.REMOTE],
        dropped=of[Where.DROPPED],
        entitled_weight=sum((head.weight for head in rows), Decimal(0)),
        present_weight=sum((head.weight for head in rows if head.where in HERE), Decimal(0)),
    )
