"""Pages of a PDF as pictures, for readers who are not given the file itself."""

import tempfile
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from guanjia.foundation.documents.rendering import DocumentRefused

SOURCE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("/paper.pdf", page: int(sys.inputs.page))'
MOST_PAGES = 400
ROUGH = 8.0


def page_picture(pdf: bytes, page: int, *, dots_per_inch: int = 110) -> bytes:
    """Page `page` (the first is 1) of the PDF as PNG. Raises DocumentRefused where there is no such page, or no PDF."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.pdf").write_bytes(pdf)
        return _picture(folder, page, float(dots_per_inch))


def count_pages(pdf: bytes) -> int:
    """How many pages it has, 400 at most; raises DocumentRefused for what cannot be read (broken, or under a password)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "paper.pdf").write_bytes(pdf)
        _picture(folder, 1, ROUGH)
        least, most = 1, 2
        while most <= MOST_PAGES and _has(folder, most):
            least, most = most, most * 2
        most = min(most, MOST_PAGES + 1)
        while most - least > 1:
            middle = (least + most) // 2
            least, most = (middle, most) if _has(folder, middle) else (least, middle)
        return least


def _has(folder: str, page: int) -> bool:
    try:
        _picture(folder, page, ROUGH)
    except DocumentRefused:
        return False
    return True


def _picture(folder: str, page: int, ppi: float) -> bytes:
    try:
        made = typst.compile(
            SOURCE, root=folder, format="png", ppi=ppi, sys_inputs={"page": str(page)}, ignore_system_fonts=True
        )
    except typst.TypstError as error:
        raise DocumentRefused(_("This PDF cannot be read: it is broken, or locked by a password.")) from error
    return bytes(made)
