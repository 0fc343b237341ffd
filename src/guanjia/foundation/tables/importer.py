"""Declares how a sheet of a noun comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.rules.cells import Parser, text_of

ALL, GOOD, CHOICE = "all", "good", "choice"


@dataclass(frozen=True)
class ImportField:
    """A field of the sheet: label (translated when shown), header words besides the label, parser of a cell.

    `key` fields together name the thing: the same key twice in a sheet is refused, and `apply` updates what has it.
    `secret` values (phones) are not shown in the preview either.
    """

    name: str
    label: Any
    words: tuple[str, ...] = ()
    parse: Parser = field(default_factory=text_of)
    required: bool = False
    key: bool = False
    secret: bool = False
    default: Any = ""


@dataclass
class Row:
    """A row on its way in: its number in the sheet, its values, what became of it ("new", "update", "same")."""

    number: int
    values: dict[str, Any]
    fate: str = "new"
    problems: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, field_name: str, reason: str) -> None:
        """Note what is wrong, in the reader's language and without the value; the row will not be taken."""
        self.problems.append((field_name, reason))

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with it so far."""
        return not self.problems


@dataclass(frozen=True)
class Taken:
    """What an import did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class Apply(Protocol):
    """Takes over good rows inside the importer's transaction; sends again must update by key, never double."""

    def __call__(self, *, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken: ...


Check = Callable[[Site, Sequence[Row]], None]


@dataclass(frozen=True)
class Importer:
    """How sheets of a noun come in.

    `check(site, rows)` looks at all good rows at once (set-based), refuses or sets their fate; `apply` writes them.
    `policy`: "all" takes all rows or none (money), "good" takes the good ones, "choice" asks. `scope` narrows the noun
    ("event:12"); `back` is the address to return to. `leave_out(cells)` says of a line that it is none of the list (a
    total at the end): it is neither good nor bad.
    """

    noun: str
    label: Any
    fields: tuple[ImportField, ...]
    apply: Apply
    check: Check | None = None
    policy: str = CHOICE
    scope: str = ""
    back: str = ""
    leave_out: Callable[[Sequence[Any]], bool] | None = None

    def field(self, name: str) -> ImportField:
        """The field of this name."""
        return next(one for one in self.fields if one.name == name)
