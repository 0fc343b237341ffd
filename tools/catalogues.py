"""Compiles translation catalogues: `python -m tools.catalogues FILE.po ...`."""

import os
import sys
from pathlib import Path

import polib


def compile_catalogue(po: Path) -> Path:
    """Write the .mo beside `po`, leaving out fuzzy and empty entries; a reader never sees half a file."""
    mo = po.with_suffix(".mo")
    draft = mo.with_suffix(f".{os.getpid()}")
    polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(draft))
    draft.replace(mo)
    return mo


def main(names: list[str]) -> int:
    failed = 0
    for name in names:
        try:
            compile_catalogue(Path(name))
        except (OSError, UnicodeDecodeError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
