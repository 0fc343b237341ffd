"""The organiser's signed order (排序名单): by number, contribution or name; a title never decides. FIELD 19, INMT-004."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.strokes import by_strokes


class Basis(StrEnum):
    """What the organiser orders by: the number of each line, what each gave (the most first), or the name alone."""

    NUMBER = "number"
    CONTRIBUTION = "contribution"
    NAME = "name"


MOST = 2_000_000_000
"""The largest number a line may bear."""


class TieBy(StrEnum):
    """What decides between people to whom the organiser gave the same number."""

    STROKES = "strokes"
    PINYIN = "pinyin"
    GIVEN = "given"


@dataclass(frozen=True)
class Line:
    """One line of the list. `number` as the organiser wrote it: a place, or what was given; None = the line's own place, when
    no line has a number.

    `side` is G or H where two sides meet, else "".
    """

    name: str
    organisation: str = ""
    position: str = ""
    number: int | None = None
    side: str = ""
    pinyin: str = ""


@dataclass(frozen=True)
class Ranked:
    """A line with its final place in the order, from 1; `tied` where strokes or pinyin decided."""

    line: Line
    place: int
    tied: bool = False


def ranked(lines: Sequence[Line], tie_by: TieBy, basis: Basis = Basis.NUMBER) -> list[Ranked]:
    """The order of the whole list. Position and organisation are never looked at.

    Raises NoChart when some lines have numbers and some have none (by contribution: one has none), when a person is named
    twice, and when by number a side has two guests of honour: two lines with number 1. Ties further down are what `tie_by`
    is for; by name it says how names are put in order, as given being by pinyin.
    """
    _refuse(lines, basis)
    if basis is Basis.NUMBER and all(line.number is None for line in lines):
        return [Ranked(line, place) for place, line in enumerate(lines, 1)]
    given = {id(line): place for place, line in enumerate(lines)}
    counts: dict[tuple[str, int | None], int] = defaultdict(int)
    for line in lines:
        counts[line.side, line.number] += 1

    def key(line: Line) -> tuple[object, ...]:
        return (_worth(line, basis), _tie(line, tie_by, basis), given[id(line)])

    decides = tie_by is not TieBy.GIVEN and basis is not Basis.NAME
    return [
        Ranked(line, place, counts[line.side, line.number] > 1 and decides)
        for place, line in enumerate(sorted(lines, key=key), 1)
    ]


def _worth(line: Line, basis: Basis) -> int:
    if basis is Basis.NAME:
        return 0
    number = line.number or 0
    return -number if basis is Basis.CONTRIBUTION else number


def _tie(line: Line, tie_by: TieBy, basis: Basis) -> object:
    if tie_by is TieBy.STROKES:
        return by_strokes(line.name)
    return tuple(line.pinyin.split()) if tie_by is TieBy.PINYIN or basis is Basis.NAME else ()


def _refuse(lines: Sequence[Line], basis: Basis) -> None:
    if not lines:
        raise NoChart(N_("The list is empty."))
    _refuse_numbers(lines, basis)
    seen: set[tuple[str, str]] = set()
    for line in lines:
        if (line.name, line.organisation) in seen:
            raise NoChart(N_("%(name)s stands on the list twice."), name=line.name)
        seen.add((line.name, line.organisation))
    if basis is Basis.NUMBER:
        refuse_two_firsts([(line.side, line.number, line.name) for line in lines])


def refuse_two_firsts(people: Iterable[tuple[str, int | None, str]]) -> None:
    """Raise NoChart, naming them, when two of one side have number 1; a person is (side, number, name)."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for side, number, name in people:
        if number == 1:
            firsts[side].append(name)
    for _side, names in sorted(firsts.items()):
        if len(names) > 1:
            raise NoChart(
                N_("Two guests of honour: %(names)s all have number 1. Only the organiser can say who goes first."),
                names=_some(names),
            )


def _refuse_numbers(lines: Sequence[Line], basis: Basis) -> None:
    without = [line.name for line in lines if line.number is None]
    if basis is Basis.CONTRIBUTION and without:
        raise NoChart(N_("What these gave is missing: %(names)s."), names=_some(without))
    if basis is Basis.NUMBER and without and len(without) < len(lines):
        raise NoChart(
            N_("These have no number while others do: %(names)s. The organiser must number all or none."),
            names=_some(without),
        )
    if large := [line.name for line in lines if (line.number or 0) > MOST]:
        raise NoChart(N_("The number of these is too large: %(names)s."), names=_some(large))


def _some(names: Iterable[str]) -> str:
    kept = list(names)
    return "、".join(kept[:6]) + ("…" if len(kept) > 6 else "")


def pasted(text: str) -> list[Line]:
    """Lines out of pasted text: number (1, 1. or 1、), name, organisation, position, side, split by tab, comma or several spaces.

    Without a leading number the line's own place counts. A name may hold '·'; a cell 主/客 or H/G is the side.
    """
    lines = []
    for raw in text.splitlines():
        cells = _cells(raw)
        if not cells:
            continue
        number: int | None = None
        head = cells[0].rstrip(".、． ")
        if head.isdecimal():
            number, cells = int(head), cells[1:]
        if not cells:
            raise NoChart(N_("A line has a number and no name: %(line)s"), line=raw.strip()[:40])
        side = next((SIDES[cell] for cell in cells[1:] if cell in SIDES), "")
        rest = [cell for cell in cells[1:] if cell not in SIDES]
        organisation, position = [*rest, "", ""][:2]
        lines.append(Line(cells[0], organisation, position, number, side))
    return lines


THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(?=\D|$)")
DECIMAL = re.compile(r"^\d+\.\d")
SIDES = {"主": "H", "主方": "H", "H": "H", "客": "G", "客方": "G", "G": "G"}


def _cells(raw: str) -> list[str]:
    text = THOUSANDS.sub(lambda found: found[0].replace(",", ""), raw.strip().replace("，", ","))
    if DECIMAL.match(text):
        raise NoChart(N_("Write whole numbers: %(line)s"), line=text[:40])
    text = text.replace("\t", ",").replace("  ", ",").replace("\u3000", ",")
    head, _dot, tail = text.partition("、")
    if head.isdecimal() and tail:
        text = f"{head},{tail}"
    head, _dot, tail = text.partition(".")
    if head.isdecimal() and tail:
        text = f"{head},{tail}"
    first, _space, rest = text.partition(" ")
    if first.isdecimal() and rest:
        text = f"{first},{rest}"
    return [cell.strip() for cell in text.split(",") if cell.strip()]


HEADS = {
    "name": ("姓名", "name", "full name"),
    "organisation": ("单位", "工作单位", "参会单位", "organisation"),
    "position": ("职务", "职位", "position"),
    "number": ("序号", "排序", "名次", "no.", "number", "order"),
    "amount": ("贡献", "出资额", "捐赠额", "contribution"),
    "side": ("方", "主客", "side"),
}


def from_cells(rows: Sequence[Sequence[object]], basis: Basis = Basis.NUMBER) -> list[Line]:
    """Lines out of a sheet with a head row that names at least the column of names. By contribution the column of what was
    given stands for the number where there is one. Raises NoChart without a name's column, and for a number that is none,
    naming the row."""
    for begin, row in enumerate(rows[:10]):
        found = {str(cell).strip().lower(): column for column, cell in enumerate(row)}
        columns = {name: found[word] for name, words in HEADS.items() for word in words if word in found}
        if basis is Basis.CONTRIBUTION and "amount" in columns:
            columns["number"] = columns["amount"]
        if "name" in columns:
            return [line for n, cells in enumerate(rows[begin + 1 :], begin + 2) if (line := _line(cells, columns, n))]
    raise NoChart(N_("The sheet has no column of names: its head must say 姓名."))


def _line(cells: Sequence[object], columns: dict[str, int], row: int) -> Line | None:
    def text(name: str) -> str:
        column = columns.get(name)
        value = cells[column] if column is not None and column < len(cells) else ""
        return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()

    if not text("name"):
        return None
    number = text("number")
    if number and not number.isdecimal():
        raise NoChart(N_("Row %(row)s: %(value)s is no number."), row=row, value=number[:20])
    side = SIDES.get(text("side"), "")
    return Line(text("name"), text("organisation"), text("position"), int(number) if number else None, side)
