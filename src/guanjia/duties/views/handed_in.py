"""Evidence as a reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.duties.models import Evidence
from guanjia.duties.models.states import EvidenceStatus, Source
from guanjia.duties.views.answers import flag_words
from guanjia.standards.public import Standard


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A line of the checklist with its answer in words; `ok` False is not in order."""

    text: str
    answer: str
    ok: bool
    note: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A piece of evidence in words."""

    evidence: Evidence
    status: EvidenceStatus
    source: Source
    flags: list[str]
    lines: list[AnsweredLine]


def handed_in(rows: Iterable[Evidence], standard: Standard) -> list[HandedIn]:
    """Pieces of evidence for a duty of this standard, in the order given. Lines without an answer are left out."""
    return [
        HandedIn(each, EvidenceStatus(each.status), Source(each.source), flag_words(each.flags), _lines(each, standard))
        for each in rows
    ]


def _lines(evidence: Evidence, standard: Standard) -> list[AnsweredLine]:
    language = get_language() or "zh-hans"
    given = {str(each.get("key")): each for each in evidence.items}
    return [
        AnsweredLine(
            item.text.say(language), _words(each["value"], item.unit), each.get("ok") is not False, each["note"]
        )
        for item in standard.items
        if (each := given.get(item.code)) is not None and each["value"] not in (None, "")
    ]


def _words(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return _("In order") if value else _("Not in order")
    return f"{value} {unit}".strip()
