"""A row of a file of service requests, read or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from guanjia.kernel.walltime import to_utc, to_wall
from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.rules.filedates import BadDate, Order, wall_of

LONGEST_ID = 100


class RowRefused(ValueError):
    """The row is not taken; `text` is an English msgid, `facts` fill it."""

    def __init__(self, text: str, /, **facts: str) -> None:
        super().__init__(text % facts if facts else text)
        self.text, self.facts = text, facts


@dataclass(frozen=True, slots=True)
class FileRow:
    """What a row says. Moments are UTC; a time that the zone leaves out has moved on by the gap."""

    id: str
    type: str
    created: datetime
    due: datetime | None
    closed: datetime | None
    channel: str = ""
    place: str = ""

    def is_late(self) -> bool | None:
        """As the file has it: closed after it was due; None without both dates."""
        return None if self.due is None or self.closed is None else self.closed > self.due

    def hours(self, zone: ZoneInfo) -> float | None:
        """Hours on the wall clock from created to closed; None while open."""
        return None if self.closed is None else wall_hours(zone, self.created, self.closed)


def wall_hours(zone: ZoneInfo, begin: datetime, end: datetime) -> float:
    """Hours between two moments as the wall clock of the zone shows them, which is how a file of dates counts."""
    return (to_wall(zone, end) - to_wall(zone, begin)).total_seconds() / 3600


def read_row(cells: Sequence[str], columns: Mapping[str, int], width: int, zone: ZoneInfo, order: Order) -> FileRow:
    """The row. Raises RowRefused: without number or kind, with a date that is none, closed before it began, too wide."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        raise RowRefused(N_("The row has more cells than the header."))

    def cell(field: str) -> str:
        at = columns.get(field)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def moment(field: str, needed: str) -> datetime | None:
        text = cell(field)
        if not text:
            if needed:
                raise RowRefused(needed)
            return None
        try:
            return to_utc(zone, wall_of(text, zone, order))
        except (BadDate, OverflowError, ValueError):
            raise RowRefused(N_("“%(said)s” is no date (%(field)s)."), said=text[:40], field=field) from None

    number, kind = cell("id"), cell("type")
    if not number:
        raise RowRefused(N_("The number is empty."))
    if len(number) > LONGEST_ID:
        raise RowRefused(N_("The number is too long."))
    if not kind:
        raise RowRefused(N_("The kind is empty."))
    created = moment("created", N_("The date when it was received is empty."))
    assert created is not None
    due, closed = moment("due", ""), moment("closed", "")
    if closed is not None and closed < created:
        raise RowRefused(N_("It is closed before it was received."))
    return FileRow(number, kind, created, due, closed, cell("channel")[:60], cell("place")[:200])
