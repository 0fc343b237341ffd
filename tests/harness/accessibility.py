"""Scans a page with axe-core."""

from functools import cache
from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
REFUSED = {"serious", "critical"}


@cache
def _axe() -> str:
    if not AXE.exists():
        raise FileNotFoundError("axe-core is not installed: run ./run setup")
    return AXE.read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """Serious and critical findings on the page as it stands, one line each; empty when it is in order."""
    page.evaluate(_axe())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [_line(found) for found in result["violations"] if found["impact"] in REFUSED]


def _line(found: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"][0]) for node in found["nodes"])
    return f"{found['impact']} {found['id']}: {found['help']}: {places}"


def assert_accessible(page: Any) -> None:
    """Fail with the list of serious and critical findings."""
    found = violations(page)
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(found)
