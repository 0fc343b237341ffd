"""What the function sheet of an event says now, and in words."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext

from guanjia.conference.models import Block, Event, FunctionSheet, Intake, SheetVersion
from guanjia.conference.rules.cleaners import cleaners_needed
from guanjia.conference.rules.needs import Service, band_of
from guanjia.conference.rules.sheet import BY_CODE, FIELDS, Change, fitting
from guanjia.conference.rules.states import BlockState, EventState, Secrecy
from guanjia.foundation.sites.public import Site, local
from guanjia.places.public import Style

DRAFT = ("menu", "contacts", "engineering", "security", "cleaning")
"""What is typed into the sheet itself."""


def facts_of(event: Event, draft: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the sheet as they stand, plain JSON values; a controlled meeting says only what FIELD 1 allows."""
    controlled = event.secrecy == Secrecy.CONTROLLED
    blocks = _blocks(event)
    intake = Intake.objects.filter(event=event).first()
    facts: dict[str, Any] = {
        "title": event.title,
        "client": _client(event, intake),
        "rooms": [_room(block) for block in blocks],
        "headcount": band_of(event.expected_count) if controlled else event.expected_count,
        "vip_count": event.vip_count,
        "style": sorted({block.style for block in blocks if block.style}),
        "services": list(intake.services) if intake else [],
        "diets": intake.diets if intake else "",
        "special": intake.special if intake else "",
        "cleaners": sum(_cleaners(block, event) for block in blocks),
        "secrecy": event.secrecy,
        "cleared_staff": intake.cleared_staff if intake else None,
        "called_off": event.stage is EventState.CANCELLED,
    } | {name: draft.get(name, "") for name in DRAFT}
    return fitting(facts, controlled=controlled)


def latest(sheet: FunctionSheet) -> SheetVersion | None:
    """The version in force, None before the first issue."""
    return SheetVersion.objects.filter(sheet=sheet, number=sheet.version).first()


def in_words(code: str, value: Any, site: Site) -> str:
    """A fact of the sheet in the reader's language; "–" for nothing."""
    if value in (None, "", [], False):
        return "–"
    match code:
        case "rooms":
            return "; ".join(_room_words(room, site) for room in value)
        case "services":
            labels = {each.value: each.label for each in Service}
            return ", ".join(gettext(labels.get(each, each)) for each in value)
        case "style":
            styles = {each.value: each.label for each in Style}
            return ", ".join(gettext(styles.get(each, each)) for each in value)
        case "secrecy":
            return gettext(Secrecy(value).label)
        case "headcount" if isinstance(value, str):
            return gettext(value)
        case "called_off":
            return gettext("yes")
    return str(value)


def lines_of(facts: Mapping[str, Any], site: Site) -> list[tuple[str, str, str]]:
    """(code, label, words) of all facts that the version holds, in the order of the sheet."""
    return [
        (field.code, gettext(field.label), in_words(field.code, facts[field.code], site))
        for field in FIELDS
        if field.code in facts and facts[field.code] not in (None, "", [], False)
    ]


def change_words(changes: list[dict[str, Any]], site: Site) -> list[tuple[str, str, str]]:
    """(label, old, new) of a version's changes in words."""
    rows = [Change(row["code"], row["old"], row["new"]) for row in changes if row["code"] in BY_CODE]
    return [(gettext(row.label), in_words(row.code, row.old, site), in_words(row.code, row.new, site)) for row in rows]


def _blocks(event: Event) -> list[Any]:
    rows = Block.objects.filter(event=event).exclude(state=BlockState.CANCELLED).select_related("room")
    return list(rows.annotate(area=Sum("room__spaces__area_m2")).order_by("starts_at", "pk"))


def _room(block: Any) -> dict[str, str]:
    return {
        "code": block.room.code,
        "name": block.room.name,
        "starts_at": block.starts_at.isoformat(),
        "ends_at": block.ends_at.isoformat(),
    }


def _room_words(room: Mapping[str, str], site: Site) -> str:
    starts, ends = (local(site, datetime.fromisoformat(room[name])) for name in ("starts_at", "ends_at"))
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%m-%d %H:%M}"
    return f"{room['name']} {starts:%Y-%m-%d %H:%M}–{until}"


def _cleaners(block: Any, event: Event) -> int:
    return cleaners_needed(Decimal(str(block.area or 0)), large=event.large)


def _client(event: Event, intake: Intake | None) -> str:
    return event.organisation.name if event.organisation else (intake.applicant if intake else "")
