"""Puts a reader's name over every page of a PDF."""

import json
import shutil
import tempfile
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import font_folder
from guanjia.materials.rules.refusals import PaperRefused

MOST_PAGES = 300
STAMP = Path(__file__).resolve().parents[1] / "typst" / "stamp.typ"


def stamped(content: bytes, name: str, under: str) -> bytes:
    """The PDF with `name` and `under` slantwise over every page. Raises PaperRefused for what is no readable PDF, or one
    of more than 300 pages. Call it outside a transaction: it takes about a tenth of a second a page."""
    with tempfile.TemporaryDirectory(prefix="guanjia-stamp-") as folder:
        room = Path(folder)
        (room / "paper.pdf").write_bytes(content)
        shutil.copy(STAMP, room / "stamp.typ")
        pages = page_count(room)
        data = json.dumps({"name": name, "under": under, "pages": pages}, ensure_ascii=False)
        return bytes(_compile(room / "stamp.typ", room, data))


def pages_of(content: bytes) -> int:
    """How many pages a PDF has. Raises PaperRefused for what is no readable PDF, or one of more than 300 pages."""
    with tempfile.TemporaryDirectory(prefix="guanjia-pages-") as folder:
        (Path(folder) / "paper.pdf").write_bytes(content)
        return page_count(Path(folder))


def page_count(room: Path) -> int:
    """How many pages `paper.pdf` in this folder has. Raises PaperRefused for no PDF or too many."""
    if not _has(room, 1):
        raise PaperRefused("file", _("This PDF cannot be read. Save it anew and send it again."))
    low, high = 1, 2  # page `low` exists; at the end page `high` does not
    while high <= MOST_PAGES and _has(room, high):
        low, high = high, high * 2
    if high > MOST_PAGES:
        high = MOST_PAGES + 1
        if _has(room, high):
            raise PaperRefused("file", _("The PDF has more than %(most)s pages.") % {"most": MOST_PAGES})
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _has(room, middle) else (low, middle)
    return low


def _has(room: Path, page: int) -> bool:
    probe = room / "probe.typ"
    probe.write_text(f'#image("paper.pdf", page: {page}, width: 1pt)', encoding="utf-8")
    try:
        _compile(probe, room, "{}")
    except PaperRefused:
        return False
    return True


def _compile(file: Path, room: Path, data: str) -> bytes:
    try:
        made = typst.compile(
            str(file),
            root=str(room),
            font_paths=[str(font_folder())],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
        )
    except typst.TypstError as error:
        raise PaperRefused("file", _("This PDF cannot be read. Save it anew and send it again.")) from error
    return bytes(made)
