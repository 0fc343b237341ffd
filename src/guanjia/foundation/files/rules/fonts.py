"""Where the shipped Chinese fonts lie."""

from functools import cache
from importlib import resources
from pathlib import Path

FONT_PACKAGE = "pylopdf_fonts_zh_cn"


@cache
def font_folder() -> Path:
    """The folder of NotoSansSC and NotoSerifSC. Raises ModuleNotFoundError when the font package is absent."""
    return Path(str(resources.files(FONT_PACKAGE)))


def font_file(serif: bool = False) -> Path:
    """The sans (or serif) font file."""
    return font_folder() / ("NotoSerifSC-Regular.otf" if serif else "NotoSansSC-Regular.otf")
