"""What ./run check looks at beside the kept linters. Each check gives findings; a finding says what to do."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "guanjia"


@dataclass(frozen=True)
class Finding:
    """One thing seen. A warning is shown and does not fail."""

    where: str
    what: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {'warning: ' if self.warning else ''}{self.what}"


def python_files(*folders: str) -> list[Path]:
    """The Python files of these folders of the checkout, without migrations."""
    return sorted(
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts and "node_modules" not in file.parts
    )


def relative(file: Path) -> str:
    """The path as one would type it in the checkout."""
    return str(file.relative_to(ROOT))
