"""What the wall shows."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from guanjia.conference.models import Block
from guanjia.conference.queries.duty_counts import DutyCount, count_duties
from guanjia.conference.rules.states import BEGUN, BlockState, Secrecy
from guanjia.foundation.sites.public import Site, local, to_utc


@dataclass
class BoardLine:
    """One block on the wall. An internal or controlled meeting shows no title (FIELD 16)."""

    block: Block
    duties: DutyCount
    title: str
    soon: bool = False


@dataclass
class Board:
    """The site's day at `now`: lines in order of start, with totals."""

    now: datetime
    lines: list[BoardLine] = field(default_factory=list)
    running: int = 0
    late: int = 0

    @property
    def rooms(self) -> dict[str, list[BoardLine]]:
        """The lines by name of room, rooms in order of their code."""
        found: dict[str, list[BoardLine]] = {}
        for line in sorted(self.lines, key=lambda each: (each.block.room.code, each.block.starts_at)):
            found.setdefault(line.block.room.name, []).append(line)
        return found


def board_of(site: Site, now: datetime) -> Board:
    """All blocks of the local day, and those of yesterday that still run; constant queries."""
    day = local(site, now).date()
    begin, end = (to_utc(site, datetime.combine(day + timedelta(days), time())) for days in (0, 1))
    today = Block.objects.filter(site=site, starts_at__lt=end, ends_at__gte=begin, placed=True)
    blocks = list(today.exclude(state=BlockState.CANCELLED).select_related("room", "event").order_by("starts_at"))
    counts = count_duties("conference.block", [block.pk for block in blocks], now)
    board = Board(now)
    for block in blocks:
        duties = counts.get(block.pk, DutyCount())
        shown = block.event.title if block.event.secrecy == Secrecy.ORDINARY else ""
        soon = block.starts_at - timedelta(hours=2) <= now < block.starts_at
        board.lines.append(BoardLine(block, duties, shown, soon))
        board.running += block.stage in BEGUN
        board.late += duties.late
    return board
