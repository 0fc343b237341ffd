"""What the pages of a period show."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.scheduling.models import Period, PeriodRun, Proposal
from guanjia.scheduling.queries.axis import axis_of
from guanjia.scheduling.queries.proposing import Why
from guanjia.scheduling.queries.task import rooms_of
from guanjia.scheduling.rules.states import WORDS, Kind, ProposalState

PERSON = N_("%(name)s would miss %(minutes)s min: at the same time “%(other)s”")


@dataclass
class Chip:
    """A request in a cell of the grid; `left` marks where it stood before."""

    proposal: Proposal
    start: str
    end: str
    left: bool = False


@dataclass
class Cell:
    """One room on one day."""

    chips: list[Chip] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """Rooms x days with what stays, moves and comes."""

    days: list[date]
    lines: list[tuple[Any, list[Cell]]]


@dataclass(frozen=True)
class Line:
    """A proposal with its prices in words."""

    proposal: Proposal
    words: list[tuple[str, int]]
    why: str
    can_be_chosen: bool


def period_lines(site: Site) -> Any:
    """Periods, the newest first, with what is asked for and what waits to be decided; one query."""
    waiting = Q(runs__proposals__state=ProposalState.OPEN) & ~Q(runs__proposals__kind__in=[Kind.NONE, Kind.STAY])
    rows = Period.objects.filter(site=site).annotate(
        asked=Count("requests", distinct=True), waiting=Count("runs__proposals", filter=waiting, distinct=True)
    )
    return rows.order_by("-first_day", "-pk")


def lines_of(run: PeriodRun) -> list[Line]:
    """Proposals in the order of a decision: what has no place first, then what moves and comes, then what stays."""
    order = {Kind.NONE: 0, Kind.MOVE: 1, Kind.COME: 2, Kind.STAY: 3}
    minutes = run.period.grain_minutes
    whys = {why.value: why.label for why in Why}
    found = [
        Line(
            row,
            [(_said(price, minutes), price["price"]) for price in row.prices],
            gettext(whys[row.reason]) if row.reason in whys else "",
            row.change is not Kind.NONE and row.stage is not ProposalState.ACCEPTED,
        )
        for row in _rows(run)
    ]
    return sorted(found, key=lambda line: (order[line.proposal.change], -line.proposal.request.priority))


def _rows(run: PeriodRun) -> list[Proposal]:
    rows = run.proposals.select_related("request__event", "request__block", "room", "was_room", "decided_by")
    return list(rows.order_by("starts_at", "pk"))


def _said(price: dict[str, Any], grain: int) -> str:
    if price["code"] == "person":
        facts = {"name": price["name"], "minutes": price["price"] * grain, "other": price["other"]}
        return gettext(PERSON) % facts
    return gettext(WORDS[price["code"]])


def grid_of(run: PeriodRun, lines: list[Line]) -> Grid:
    """The diff of the grid: rooms and days on which something stands, comes or leaves."""
    site = run.period.site
    cells: dict[tuple[int, date], Cell] = defaultdict(Cell)
    for line in lines:
        row = line.proposal
        if row.room_id is not None and row.starts_at is not None:
            _into(cells, site, row, row.room_id, row.starts_at, left=False)
        if row.change in {Kind.MOVE, Kind.NONE} and row.was_room_id is not None and row.was_starts_at is not None:
            _into(cells, site, row, row.was_room_id, row.was_starts_at, left=True)
    days = [day for day in axis_of(run.period).days if any(on == day for _room, on in cells)]
    rooms = [room for room in rooms_of(run.period) if any(pk == room.pk for pk, _on in cells)]
    for cell in cells.values():
        cell.chips.sort(key=lambda chip: chip.start)
    return Grid(days, [(room, [cells.get((room.pk, day), Cell()) for day in days]) for room in rooms])


def _into(cells: Any, site: Site, row: Proposal, room_id: int, starts_at: Any, *, left: bool) -> None:
    start = local(site, starts_at)
    minutes = start.hour * 60 + start.minute + row.request.minutes
    end = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    cells[room_id, start.date()].chips.append(Chip(row, f"{start:%H:%M}", end, left))


def facts_of(run: PeriodRun | None, lines: list[Line]) -> dict[str, Any]:
    """The numbers above the diff."""
    kinds: dict[str, int] = defaultdict(int)
    for line in lines:
        kinds[line.proposal.kind] += 1
    return {
        "kinds": [(kind, kinds[kind]) for kind in Kind if kinds[kind]],
        "price": sum(line.proposal.price for line in lines),
        "open": sum(line.proposal.stage is ProposalState.OPEN and line.can_be_chosen for line in lines),
        "bound": int(run.bound or 0) if run else 0,
    }
