"""Copies of the checkout in which mistakes can be made."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.checks import ROOT

COPIED = {"src", "tests"}
LEFT = {".git", "var", "shots"}


@contextlib.contextmanager
def copy_of_checkout() -> Iterator[Path]:
    """A checkout with its own src and tests; all else is the same by link. Gone at the end."""
    with tempfile.TemporaryDirectory(prefix="guanjia-prove-") as folder:
        copy = Path(folder) / "checkout"
        copy.mkdir()
        for entry in ROOT.iterdir():
            if entry.name in COPIED:
                shutil.copytree(entry, copy / entry.name, ignore=shutil.ignore_patterns("__pycache__"))
            elif entry.name not in LEFT:
                (copy / entry.name).symlink_to(entry)
        _share(copy / "var" / "test-databases", ROOT / "var" / "test-databases")
        if (ROOT.parent / "shared").exists():
            (copy.parent / "shared").symlink_to(ROOT.parent / "shared")
        yield copy


def _share(link: Path, target: Path) -> None:
    """Migrated databases are made once and serve all copies."""
    target.mkdir(parents=True, exist_ok=True)
    link.parent.mkdir(parents=True)
    link.symlink_to(target)


def environment(copy: Path) -> dict[str, str]:
    """In which Python finds the copy's sources first."""
    sources = os.pathsep.join([str(copy / "src"), str(copy)])
    return {**os.environ, "PYTHONPATH": sources, "PYTHONDONTWRITEBYTECODE": "1"}
