"""Measures against a bare arm."""

from tools.workflow.commands.setup import prepare
from tools.workflow.environment import hand_over


def run(args: list[str]) -> int:
    """0 when every figure reaches its goal."""
    prepare()
    hand_over("-m", "benchmarks.runner", *args, here=True)
