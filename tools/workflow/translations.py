"""Compiles the .po files that are newer than their .mo."""

from pathlib import Path

from tools.workflow.environment import python
from tools.workflow.places import PACKAGE
from tools.workflow.saying import give_up


def ensure_translations() -> None:
    """Compile what is stale; no gettext program is needed."""
    stale = [po for po in PACKAGE.rglob("*.po") if not _fresh(po)]
    if stale and python("-m", "tools.catalogues", *map(str, stale)):
        give_up("A translation catalogue could not be compiled.", "mend the .po file named above.")


def _fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime
