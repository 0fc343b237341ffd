"""Icons: single Tabler outline SVGs that the front-end build copied, written into the page."""

import re
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "ui" / "dist" / "icons"
NAME = re.compile(r"[a-z0-9-]+")
# What stands in the page before the front end is built, or for a name that Tabler has not.
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 24 24" aria-hidden="true"></svg>'


@lru_cache(maxsize=512)
def _read(name: str) -> str:
    file = FOLDER / f"{name}.svg"
    return file.read_text(encoding="utf-8") if file.is_file() else BLANK


def icon_svg(name: str) -> SafeString:
    """The SVG of icon `name`, hidden from screen readers; an empty square when there is none."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not an icon name: {name!r}")
    return mark_safe(_read(name))  # our own build made the file
