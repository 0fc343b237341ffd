"""The checklist of a duty as a form: its lines, and what came back."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.kernel import typed
from guanjia.standards.public import Item, Standard

TRUE, FALSE = frozenset({"true", "on", "1", "yes"}), frozenset({"false", "0", "no"})
FEW_TICKS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist as shown: `value` and `note` are what was typed, or what is set before."""

    item: Item
    text: str
    value: str
    note: str
    limits: str


def lines_of_form(standard: Standard, typed: Mapping[str, Any] | None) -> list[Line]:
    """The lines to show. A short list of ticks without a least time comes with "in order" set: two taps do it.

    Short is what must be answered; what may be left out (a photo, a reading) does not count.
    """
    ready = sum(item.required for item in standard.items) <= FEW_TICKS and standard.least_time is None
    language = get_language() or "zh-hans"
    found = []
    for item in standard.items:
        before = "true" if ready and item.proof == "tick" else ""
        value = str(typed.get(f"item-{item.code}", "")) if typed is not None else before
        note = str(typed.get(f"note-{item.code}", "")) if typed is not None else ""
        found.append(Line(item, item.text.say(language), value, note, limits(item.least, item.most, item.unit)))
    return found


def limits(least: Decimal | None, most: Decimal | None, unit: str) -> str:
    """The limits of a reading in words: "20 to 26 °C"."""
    if least is not None and most is not None:
        return _("%(least)s to %(most)s %(unit)s") % {"least": least, "most": most, "unit": unit}
    if least is not None:
        return _("at least %(least)s %(unit)s") % {"least": least, "unit": unit}
    if most is not None:
        return _("at most %(most)s %(unit)s") % {"most": most, "unit": unit}
    return unit


def items_of_form(standard: Standard, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answered lines as evidence carries them."""
    return [
        {
            "key": item.code,
            "value": value_of(item, str(typed.get(f"item-{item.code}", "")).strip()),
            "note": str(typed.get(f"note-{item.code}", "")).strip(),
        }
        for item in standard.items
    ]


def value_of(item: Item, typed: str) -> Any:
    """A tick is True, False or None for not answered; anything else stays as typed."""
    if item.proof in ("tick", "photo"):
        return True if typed in TRUE else (False if typed in FALSE else None)
    return typed


def evidence_id_of(request: HttpRequest) -> uuid.UUID:
    """The id that the page made; a fresh one where it is missing or no UUID."""
    try:
        return uuid.UUID(str(request.POST.get("evidence", "")))
    except ValueError:
        return uuid.uuid4()


def took_of(request: HttpRequest) -> timedelta | None:
    """From the first to the last tick; None when the page did not measure it."""
    took_ms = typed.number(request.POST.get("took_ms"))
    return timedelta(milliseconds=took_ms) if 0 < took_ms < 86_400_000 else None
