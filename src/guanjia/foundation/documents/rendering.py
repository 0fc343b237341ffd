"""Renders PDF documents by typst with the shipped Chinese fonts."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _

from guanjia.foundation.documents.rules.glyphs import missing_from
from guanjia.foundation.files.public import font_file, font_folder

PACKAGE = Path(__file__).resolve().parents[2]
TIMESTAMP = datetime(2000, 1, 1, tzinfo=UTC)


class DocumentRefused(Exception):
    """The document cannot be made: no such template, a template error, or characters the font lacks (`missing`)."""

    def __init__(self, message: str, missing: frozenset[str] = frozenset()) -> None:
        super().__init__(message)
        self.missing = missing


def render_pdf(
    template: str, data: dict[str, Any], *, strict_glyphs: bool = False, made_at: datetime = TIMESTAMP
) -> bytes:
    """The PDF of a template "<app label>/<name>.typ", which lies in that app's folder `typst/`.

    `data` reaches it as JSON only, so nothing in it can become markup. With `strict_glyphs` a character that the font
    lacks raises DocumentRefused (place cards). Equal data gives equal bytes. Raises RuntimeError inside a transaction.
    """
    return _compile(template, data, strict_glyphs=strict_glyphs, made_at=made_at)


def render_png(template: str, data: dict[str, Any], *, dots_per_inch: int = 144) -> bytes:
    """The picture of a template of one page, for what is shared as a picture (长图). Otherwise like `render_pdf`."""
    return _compile(template, data, format="png", ppi=float(dots_per_inch))


def _compile(
    template: str, data: dict[str, Any], *, strict_glyphs: bool = False, made_at: datetime = TIMESTAMP, **how: Any
) -> bytes:
    blocks = getattr(connection, "atomic_blocks", [])
    if blocks and not blocks[-1]._from_testcase:
        raise RuntimeError("A document is rendered before or after a transaction, never inside it")
    text = json.dumps(data, ensure_ascii=False, default=str)
    if strict_glyphs and (missing := missing_glyphs("".join(_texts(data)))):
        said = _("The font has no glyph for %(chars)s. Write it another way; nothing is printed with a hole.")
        raise DocumentRefused(said % {"chars": " ".join(sorted(missing))}, frozenset(missing))
    try:
        made = typst.compile(
            str(template_file(template)),
            root=str(PACKAGE),
            font_paths=[str(font_folder())],
            ignore_system_fonts=True,
            sys_inputs={"data": text},
            timestamp=made_at,
            **how,
        )
    except typst.TypstError as error:
        raise DocumentRefused(f"{template}: {error.message}") from error
    return bytes(made)


def missing_glyphs(text: str, *, serif: bool = False) -> set[str]:
    """The characters of the text that the shipped font cannot draw; a card with one of them must not be printed."""
    return missing_from(font_file(serif), text)


def template_file(template: str) -> Path:
    """Where the template lies. Raises DocumentRefused when there is none."""
    label, _slash, name = template.partition("/")
    try:
        file = Path(apps.get_app_config(label).path) / "typst" / name
    except LookupError:
        file = None
    if file is None or not file.is_file() or ".." in name:
        raise DocumentRefused(f"there is no template {template}")
    return file


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in _texts(part)]
    return []
