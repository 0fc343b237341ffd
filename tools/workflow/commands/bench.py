"""Measures against a bare arm."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import python


def run(args: list[str]) -> int:
    """0 when every figure reaches its goal."""
    prepare()
    return python("-m", "benchmarks.runner", *args)
