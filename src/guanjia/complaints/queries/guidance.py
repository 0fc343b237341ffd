"""What is shown at the point of use: don'ts, CARP, words of empathy, questions on the cause (rules/guidance.yaml)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).parent.parent / "rules" / "guidance.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in both languages."""

    code: str
    en: str
    zh: str

    @property
    def text(self) -> str:
        """In the reader's language."""
        return self.zh if (get_language() or "zh").startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Guide:
    """A list to read at certain states; `tone` is warning, step, words, question or remedy."""

    code: str
    head: Line
    at: frozenset[str]
    kind: str
    tone: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.head.text


@cache
def guides() -> tuple[Guide, ...]:
    """All of them, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["guidance"]
    return tuple(
        Guide(
            code=row["code"],
            head=Line(row["code"], row["title"]["en"], row["title"]["zh"]),
            at=frozenset(row["at"]),
            kind=row.get("kind", ""),
            tone=row["tone"],
            lines=tuple(Line(each["code"], each["text"]["en"], each["text"]["zh"]) for each in row["lines"]),
        )
        for row in rows
    )


def guides_at(state: str, kind: str = "") -> list[Guide]:
    """What helps now, of the tones that are read only."""
    return [each for each in guides() if state in each.at and each.kind in ("", kind) and not _is_asked(each)]


def questions_of(kind: str) -> tuple[Line, ...]:
    """The questions on the cause that a founded complaint of this kind must answer before the reply; () for most kinds."""
    return tuple(line for each in guides() if each.tone == "question" and each.kind == kind for line in each.lines)


def remedy_steps() -> tuple[Line, ...]:
    """The four steps after a mistake of ours (CMPL-019)."""
    return next(each.lines for each in guides() if each.tone == "remedy")


def _is_asked(guide: Guide) -> bool:
    return guide.tone in {"question", "remedy"}


def unanswered(kind: str, given: dict[str, str]) -> Sequence[str]:
    """The codes of the questions that have no answer yet."""
    return [line.code for line in questions_of(kind) if not str(given.get(line.code, "")).strip()]
