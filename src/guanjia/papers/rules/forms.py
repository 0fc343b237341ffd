"""What a form is: fields in the words of the people who fill it in, and how long a filled one is kept (TMPL)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from guanjia.papers.rules.paper import Paper

Kind = Literal["text", "long", "moment", "day", "number", "choice", "name", "phone", "tick", "lines"]
Words = tuple[str, str]
"""English, Chinese."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `options` of a choice and `columns` of lines are (English, Chinese) pairs.

    "name" is a person's name; "phone" is kept encrypted with that person and shown masked.
    """

    code: str
    words: Words
    kind: Kind = "text"
    required: bool = False
    options: tuple[Words, ...] = ()
    columns: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the house. `signers` sign it, in this order; `keep_days` None keeps it for good; `prefix` begins its number."""

    code: str
    words: Words
    prefix: str
    fields: tuple[Field, ...]
    signers: tuple[Words, ...] = ()
    paper: Paper = Paper.A4
    keep_days: int | None = 730
    domain: Words = ("Front desk", "前台")


def wording(words: Words, language: str) -> str:
    """The word in the reader's language."""
    return words[0] if language.startswith("en") else words[1]


def told(field: Field, value: object, language: str) -> str:
    """What stands in a field as it is read: a choice in the reader's word, a moment without its T, a tick as √, nothing as –."""
    text = str(value or "").strip()
    if field.kind == "tick":
        return "√" if value else "–"
    if field.kind == "choice":
        text = next((wording(each, language) for each in field.options if text in each), text)
    if field.kind == "moment":
        text = text.replace("T", " ")
    return text or "–"


def lacking(form: Form, values: Mapping[str, object]) -> list[str]:
    """Codes of required fields that are empty; a tick may stay off."""
    return [
        each.code
        for each in form.fields
        if each.required and each.kind != "tick" and not str(values.get(each.code, "") or "").strip()
    ]


def lines_of(text: str, columns: Sequence[Words]) -> list[list[str]]:
    """Rows typed as lines with cells parted by | or tab; short rows are filled up, what is too much joins the last cell."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.replace("\t", "|").split("|", len(columns) - 1)]
        if any(cells):
            rows.append(cells + [""] * (len(columns) - len(cells)))
    return rows
