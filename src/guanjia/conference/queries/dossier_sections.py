"""Sections that higher modules put into the dossier of an event."""

from collections.abc import Callable
from typing import Any

from guanjia.conference.models import Event

Build = Callable[[Event], list[dict[str, Any]]]
_sections: dict[str, Build] = {}


def register_dossier_section(code: str, build: Build) -> None:
    """Declare from apps.ready() what a module adds: sections with title, heads, rows, widths; those without rows are not
    printed. It is not asked about a controlled event. Another function under a taken code raises ValueError."""
    if _sections.setdefault(code, build) is not build:
        raise ValueError(f"dossier section {code!r} is declared twice")


def further_sections(event: Event) -> list[dict[str, Any]]:
    """What the modules above add to the dossier of the event, by code."""
    return [section for code in sorted(_sections) for section in _sections[code](event)]
