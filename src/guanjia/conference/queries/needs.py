"""The versions of an event's needs, read from the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.models import Event
from guanjia.conference.rules.needs import MeetingKind, Service, Surroundings, Tone
from guanjia.foundation.journal.public import Entry, timeline
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_

LABELS = {
    "title": N_("Name of the meeting"),
    "applicant": N_("Organisation"),
    "kind": N_("Kind of meeting"),
    "tone": N_("Tone"),
    "expected_count": N_("Headcount"),
    "contact_name": N_("Contact"),
    "contact_phone": N_("Telephone"),
    "contact_email": N_("E-mail"),
    "wished_from": N_("From"),
    "wished_until": N_("Until"),
    "services": N_("Services"),
    "special": N_("Special needs"),
    "diets": N_("Diets"),
    "surroundings": N_("Indoors or outdoors"),
    "cars": N_("Cars expected"),
    "limit_fen": N_("Budget limit, yuan"),
    "meeting_class": N_("Meeting class"),
}
WORDS = {"kind": MeetingKind, "tone": Tone, "surroundings": Surroundings, "services": Service}


@dataclass(frozen=True, slots=True)
class NeedsVersion:
    """A change: its number (the first is 1), the journal entry, and (label, was, is); words of persons are not shown."""

    number: int
    entry: Entry
    changes: list[tuple[str, str, str]]


def needs_versions(event: Event) -> list[NeedsVersion]:
    """Every change of the needs after the first writing, newest first. One query."""
    entries = [entry for entry in timeline(("conference.event", event.pk)) if entry.action == "change_needs"]
    count = len(entries)
    return [
        NeedsVersion(count + 1 - number, entry, _changes(entry.changes or {}, event.site))
        for number, entry in enumerate(entries)
    ]


def _changes(changes: dict[str, Any], site: Site) -> list[tuple[str, str, str]]:
    rows = []
    for name, label in LABELS.items():
        if name in changes:
            pair = changes[name]
            was, now = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
            rows.append((gettext(label), _words(name, was, site), _words(name, now, site)))
    return rows


def _words(name: str, value: Any, site: Site) -> str:
    if value in (None, "", []):
        return ""
    if name in WORDS:
        labels = {each.value: each.label for each in WORDS[name]}
        codes = value if isinstance(value, list) else [value]
        return ", ".join(gettext(labels.get(code, code)) for code in codes)
    if name in {"wished_from", "wished_until"}:
        return f"{local(site, datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    return f"{value / 100:,.2f}" if name == "limit_fen" else str(value)
