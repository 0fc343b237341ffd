"""Puts the sources into their form."""

from tools.workflow.environment import ensure_environment, python


def run(args: list[str]) -> int:
    """Sort imports, apply the safe fixes, format; `args` may name files."""
    ensure_environment()
    where = args or ["."]
    return python("-m", "ruff", "check", "--fix", *where) | python("-m", "ruff", "format", *where)
