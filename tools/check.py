"""Runs the checks: `python -m tools.check [NAME ...]`. Every failure says what to do."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

from tools.checks import ROOT, Finding, collected, requirements, sizes, translations

PYTHON = sys.executable
TYPED = ["src/guanjia/kernel", *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src/guanjia").rglob("rules"))]
GUANJIA = [PYTHON, "-m", "guanjia.config.command"]

TOOLS: dict[str, tuple[list[str], str]] = {
    "lint": ([PYTHON, "-m", "ruff", "check", "--quiet", "."], "./run fmt mends most; the rest is named above."),
    "form": ([PYTHON, "-m", "ruff", "format", "--quiet", "--check", "."], "./run fmt"),
    "contracts": (
        [PYTHON, "-c", "import sys; from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"],
        "import only downwards and through doors; docs/architecture/layers.md shows the floors.",
    ),
    "frontend": (
        [PYTHON, "-c", "from tools.workflow.frontend import check_frontend; check_frontend()"],
        "mend the TypeScript that is named above.",
    ),
    "types": (
        [PYTHON, "-m", "mypy", "--no-error-summary", *TYPED],
        "annotate what mypy names; kernel and rules are checked strictly.",
    ),
    "django": ([*GUANJIA, "check", "--fail-level", "WARNING"], "mend what Django names above."),
    "migrations": (
        [*GUANJIA, "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
        "./run guanjia makemigrations, and commit the new file.",
    ),
}
OWN: dict[str, Callable[[], Iterator[Finding]]] = {
    "sizes": sizes.findings,
    "tests": collected.findings,
    "translations": translations.findings,
    "requirements": requirements.findings,
}


def main(names: list[str]) -> int:
    """Run the named checks, or all; 1 when any failed, 2 for a name that is none."""
    known = [*TOOLS, *OWN]
    if unknown := [name for name in names if name not in known]:
        print(f"No check is called {', '.join(unknown)}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    failed = [name for name in names or known if not run_check(name)]
    print(f"\nchecks failed: {', '.join(failed)}" if failed else "\nall checks passed")
    return 1 if failed else 0


def run_check(name: str) -> bool:
    """Run one, print its findings and whether it passed."""
    begun = time.monotonic()
    output, passed = _tool(name) if name in TOOLS else _own(name)
    if output:
        print(output)
    print(f"{'ok  ' if passed else 'FAIL'} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    if not passed and name in TOOLS:
        print(f"     What to do: {TOOLS[name][1]}")
    return passed


def _tool(name: str) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory(prefix="guanjia-check-") as data:
        environment = {**os.environ, "GUANJIA_DATA": data, "DATABASE_URL": f"sqlite:///{data}/check.sqlite3"}
        ran = subprocess.run(
            TOOLS[name][0], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    return (ran.stdout.strip() if ran.returncode else ""), ran.returncode == 0


def _own(name: str) -> tuple[str, bool]:
    found = list(OWN[name]())
    return "\n".join(map(str, found)), all(finding.warning for finding in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
